/** A node of Taro's own tree: it keeps `data-*` to itself, so the view does not know the names that tests find nodes by. */
type TaroNode = { sid: string; uid?: string; dataset?: Record<string, unknown>; childNodes: TaroNode[] };
type TaroDocument = { getElementById(id: string): TaroNode | null };

/** Finds the element of a node; the framework puts the owner's name before ids. */
export const selectorOf = (id: string): string => `:is([id="${id}"], [id$="--${id}"])`;

type Require = ((id: string) => Record<string, unknown>) & { m: Record<string, unknown> };

export type TaroTree = {
  /** Id of the node in the view, and its data attributes. */
  find(page: Record<string, unknown>, testId: string): { id: string; dataset: Record<string, unknown> } | undefined;
  testIds(page: Record<string, unknown>): string[];
};

/** Reads Taro's tree out of the running build, through the list of chunks that webpack keeps on `wx`. */
export function createTaroTree(wx: Record<string, unknown>): TaroTree {
  let taro: TaroDocument | undefined;

  function nodesOf(page: Record<string, unknown>): TaroNode[] {
    taro ??= findDocument(wx.webpackJsonp as unknown[]);
    const root = taro?.getElementById(String(page.$taroPath));
    return root ? descend(root) : [];
  }

  const nameOf = (node: TaroNode): string => String(node.dataset?.testid ?? '');
  return {
    find(page, testId) {
      const node = nodesOf(page).find((each) => nameOf(each) === testId);
      return node && { id: node.uid ?? node.sid, dataset: { ...node.dataset } };
    },
    testIds: (page) =>
      nodesOf(page)
        .map(nameOf)
        .filter((name) => name !== ''),
  };
}

const descend = (node: TaroNode): TaroNode[] => [node, ...(node.childNodes ?? []).flatMap(descend)];

function findDocument(chunks: unknown[]): TaroDocument | undefined {
  let found: TaroDocument | undefined;
  const look = (require: Require): void => {
    for (const [id, code] of Object.entries(require.m)) {
      if (!/getElementById/.test(String(code))) continue;
      found ??= Object.values(require(id)).find(isDocument);
    }
  };
  chunks.push([['the tests'], {}, look]);
  return found;
}

const isDocument = (value: unknown): value is TaroDocument =>
  typeof value === 'object' &&
  value !== null &&
  'documentElement' in value &&
  typeof (value as { getElementById?: unknown }).getElementById === 'function';
