// What a page of a county asks for with Relay: a list page by page, read again by the id of its node, news, and writes.
declare function graphql(parts: TemplateStringsArray): unknown;

export const institutions = graphql`
  fragment County_institutions on County
  @argumentDefinitions(count: { type: "Int", defaultValue: 10 }, cursor: { type: "String" })
  @refetchable(queryName: "CountyInstitutionsPaginationQuery") {
    institutions(first: $count, after: $cursor) @connection(key: "County_institutions") {
      edges {
        node {
          id
          name {
            hu
          }
        }
      }
    }
  }
`;

export const page = graphql`
  query CountyQuery($nuts3: String!) {
    county(nuts3: $nuts3) {
      id
      nuts3
      ...County_institutions
    }
  }
`;

export const node = graphql`
  query CountyNodeQuery($id: ID!) {
    node(id: $id) {
      __typename
      ... on County {
        nuts3
      }
    }
  }
`;

export const news = graphql`
  subscription CountyNewsSubscription {
    dataVersion
  }
`;

export const rename = graphql`
  mutation CountyRenameMutation($input: InstitutionUpdateInput!, $connections: [ID!]!) {
    institutionUpdate(input: $input) {
      clientMutationId
      institution @appendNode(connections: $connections, edgeTypeName: "InstitutionEdge") {
        id
        revision
        name {
          hu
        }
      }
      errors {
        code
        path
      }
    }
  }
`;

export const remove = graphql`
  mutation CountyRemoveMutation($input: DeleteInput!, $connections: [ID!]!) {
    institutionDelete(input: $input) {
      deleted @deleteEdge(connections: $connections)
      errors {
        code
      }
    }
  }
`;
