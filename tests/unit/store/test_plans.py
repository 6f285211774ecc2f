"""Both engines' plans become one kind of tree."""

from graph_service.store.plans import plan_tree


def test_a_plan_of_neo4j_keeps_operators_and_sums_its_hits():
    plan = {
        "operatorType": "ProduceResults@neo4j",
        "args": {"Details": "n"},
        "dbHits": 3,
        "rows": 1,
        "children": [{"operatorType": "NodeUniqueIndexSeek@neo4j", "args": {}, "dbHits": 2, "rows": 1, "children": []}],
    }
    tree = plan_tree(plan)
    assert (tree.operator, tree.details, tree.rows) == ("ProduceResults", "n", 1)
    assert tree.children[0].operator == "NodeUniqueIndexSeek"
    assert tree.total_hits() == 5


def test_the_embedded_engines_text_becomes_a_tree():
    text = """Physical Plan:
+ Filter [predicate=n.num > $i, cost=41.60]
  + NodeIndexRangeScan(n:A) [index=A_num]

Steps After the Optimized Match:
+ PROJECT RETURN n
"""
    plan = {"operatorType": "ArcadeDB.OpenCypher.Plan", "args": {"string-representation": text}, "children": []}
    tree = plan_tree(plan)
    assert [child.operator for child in tree.children] == ["Filter", "PROJECT RETURN"]
    assert tree.children[0].children[0].operator == "NodeIndexRangeScan"
    assert tree.children[0].children[0].details == "(n:A) [index=A_num]"
