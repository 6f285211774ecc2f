"""`python -m tests.analysis.answered`: every analysis root asked once of the engine that the environment names."""

from __future__ import annotations

import asyncio
import os
import sys
from typing import BinaryIO

import orjson

from graph_service.app import start
from graph_service.settings import Settings

META = "meta { dataVersion asOf mode methodVersion method stale approximate nodes ties synthetic definition }"
"""All that is told of how a number was made but the time that it took."""
DOCUMENTS = (
    f"""{{ collaborationGaps(level: COUNTY, first: 50) {{ {META} familySize attainable edges {{ cursor }} nodes {{
        id verdict observed expected interval {{ low high }} pUnder pOver qUnder qOver shrunkRatio sentence
        candidates(first: 3) {{ nodes {{ a {{ id }} b {{ id }} rank effect {{ newlyWithinTwoHops }} sentence }} }}
        completeness {{ lastReport share }}
    }} }} }}""",
    f"{{ activityGaps(first: 60) {{ {META} nodes {{ id verdict pUnder qUnder sentence }} }} }}",
    f"{{ countyOpenness {{ {META} untested pairs {{ a {{ id }} pUnder }} nodes {{ share pUnder sentence }} }} }}",
    f"""{{ collaborationCandidates(first: 50) {{ {META} ranking nodes {{
        a {{ id network {{ betweenness community }} }} b {{ id }} distanceKm parts {{ code raw contribution }}
        effect {{ constraintA {{ after }} rolesGained {{ role gained }} gap {{ pUnder {{ before after }} }} }}
    }} backtest {{ auc {{ value low high }} difference {{ value low high }} baselines {{ name auc {{ value }} }}
        calibration {{ low high expected observed }} weights {{ code weight mean sd }} intercept }} }} }}""",
    f"""{{ networkSummary(groupBy: COUNTY) {{ {META} density transitivity meanClustering ei eiExpected eiP communities
        modularity agreement degrees {{ degree institutions }} groups {{ a b ties density }} }} }}""",
    f"""{{ brokerage(role: LIAISON, first: 50) {{ {META} nodes {{ institution {{ id }} roles {{ role expected sd z }}
        constraint effectiveSize hierarchy betweenness }} }} }}""",
    f"""{{ fragility(first: 50) {{ {META} nodes {{
        node {{ id }} separates pairsDisconnected bridges {{ a {{ id }} }}
    }} }} }}""",
    f"""{{ whatIf(add: [{{institutions: ["inst:HU211:com:001", "inst:HU332:mus:001"]}}], withBetweenness: true) {{
        {META} institutions {{ institution {{ id }} measures {{ name before after }} }}
        gaps {{ pUnder {{ before after }} }}
    }} }}""",
    """{ compare(from: "2018-03-01", to: "2018-12-01") {
        after { dataVersion ties } gained(first: 50) { nodes { a { id } b { id } begun { id } } }
        institutions(first: 50) { nodes { measures { name before after } } }
        communities { kind jaccard } verdicts { id before after } merged { parts }
    } }""",
    f"{{ networkSeries {{ {META} points {{ quarter ties density eiSector openness largestShare }} }} }}",
    f"""{{ practiceDiffusion(first: 50) {{ {META} nodes {{ practice {{ id }} institution {{ id }} score
        parts {{ code value }} p q sentence }} backtest {{ auc {{ value low high }} rules {{ name auc {{ value }} }} }}
    }} }}""",
    f"""{{ mentorCoverage(first: 50) {{ {META} nodes {{ place {{ id }} officeKm otherMentorKm stale sentence }}
        counties {{ county {{ id }} gini {{ communities visits km }} median {{ km }} }} }} }}""",
    f"{{ completeness(first: 80) {{ {META} nodes {{ county {{ id }} label completeness {{ share lastReport }} }} }} }}",
    """{ institutions(first: 100, orderBy: [{field: NETWORK_BETWEENNESS, direction: DESC}]) { edges { cursor } nodes {
        id network { betweenness closeness harmonic constraint community hierarchy eiSector } } } }""",
)


async def write_all(out: BinaryIO) -> None:
    """Write the answers, one a line."""
    settings = Settings.from_environment({**os.environ, "KALAKA_READ_SECONDS": "60", "KALAKA_ANALYSIS_SECONDS": "60"})
    async with start(settings, warm=False) as service:
        for document in DOCUMENTS:
            answer = await service.ask(document, {}, "hu", "one")
            assert not answer.errors, (document, answer.errors)
            out.write(orjson.dumps(answer.data) + b"\n")


if __name__ == "__main__":
    # With PYTHONUNBUFFERED `sys.stdout.buffer` loses the rest of a write that a pause of the process has cut short.
    with open(sys.stdout.fileno(), "wb", closefd=False) as whole:
        asyncio.run(write_all(whole))
