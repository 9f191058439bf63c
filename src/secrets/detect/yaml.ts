import { FAILSAFE_SCHEMA, loadAll, type State, Type } from 'js-yaml';
import { DEEPEST, Entries, Leaf, List, type Tree, undoubled, unescaped } from './tree';

interface Node {
  readonly from: number;
  to: number;
  kind: string | null;
  readonly inner: Node[];
  /** The node that an alias stands for. */
  alias?: Node;
}

const ANY = ['scalar', 'sequence', 'mapping'].map(
  (kind) =>
    new Type('!', { kind: kind as 'scalar', multi: true, resolve: () => true, construct: (data) => data ?? '' }),
);
const SCHEMA = FAILSAFE_SCHEMA.extend({ explicit: ANY });
/** What stands before a value and is none of it. */
const BEFORE = /^(?:\s+|#[^\n]*(?=\n)|[!&][^\s,[\]{}]*(?=\s))*/;
const ELSEWHERE =
  /(?:^|\s)!(?:secret|env\w*|vault|ref|sub|getatt|file|include\w*|lambda|input|reference|jinja|sops)\b/i;

/** The documents of a text of YAML, with places; nothing where it is none. */
export function readYaml(text: string): Tree[] | undefined {
  const top: Node = { from: 0, to: text.length, kind: 'sequence', inner: [] };
  const open = [top];
  const anchors = new Map<string, Node>();
  const listener = (
    event: 'open' | 'close',
    { position, kind, anchor }: State & { position: number; kind: string; anchor: string | null },
  ) => {
    if (event === 'open') {
      const siblings = (open.at(-1) as Node).inner;
      // What was begun as one thing and is read again as another.
      while (siblings.length > 0 && (siblings.at(-1) as Node).to > position) siblings.pop();
      const node: Node = { from: position, to: position, kind: null, inner: [] };
      siblings.push(node);
      open.push(node);
      return;
    }
    const node = open.pop() as Node;
    [node.to, node.kind] = [position, kind];
    if (anchor) anchors.set(anchor, node);
    const named = /^\s*\*([^\s,\]}]+)/.exec(text.slice(node.from, Math.min(position, node.from + 200)))?.[1];
    const alias = named === undefined ? undefined : anchors.get(named);
    if (alias) node.alias = alias;
  };
  try {
    loadAll(text, () => undefined, { schema: SCHEMA, json: true, listener: listener as never });
  } catch {
    return undefined;
  }
  const budget = { left: 2 * text.length + 1000 };
  return top.inner.map((node) => treeOf(text, node, 0, budget));
}

function treeOf(text: string, node: Node, depth: number, budget: { left: number }): Tree {
  if (depth > DEEPEST || --budget.left < 0) return new List([]);
  const inside = (one: Node) => treeOf(text, one, depth + 1, budget);
  if (node.alias) return inside(node.alias);
  // What could have been the key of a mapping was read once as that, and is the whole.
  const [only] = node.inner;
  if (only && node.inner.length === 1 && only.to === node.to && text.slice(node.from, only.from).trim() === '')
    return inside(only);
  if (node.kind === 'sequence') return new List(node.inner.filter(({ to, from }) => to > from).map(inside));
  if (node.kind !== 'mapping') return leafOf(text, node);
  const list: (readonly [Leaf, Tree])[] = [];
  for (let at = 0; at < node.inner.length; at++) {
    const [key, value] = [node.inner[at] as Node, node.inner[at + 1]];
    // In `{a, b: 1}` the first has no value.
    if (!value || !text.slice(key.to, value.from).includes(':')) continue;
    at++;
    const name = key.alias ?? key;
    list.push([leafOf(text, name), inside(value)]);
  }
  return new Entries(list);
}

function leafOf(text: string, { from, to }: Node): Leaf {
  const said = text.slice(from, to);
  const before = BEFORE.exec(said)?.[0] ?? '';
  const [start, value] = [from + before.length, said.slice(before.length).trimEnd()];
  const isElsewhere = before.includes('!') && ELSEWHERE.test(before);
  if (/^"[\s\S]*"$/.test(value)) return unescaped(value.slice(1, -1), start + 1);
  if (/^'[\s\S]*'$/.test(value)) return undoubled(value.slice(1, -1), start + 1);
  const header = /^[|>][-+\d]*[ \t]*(?:#[^\n]*)?\r?\n/.exec(value)?.[0].length ?? 0;
  const indent = header > 0 ? (/^\s*/.exec(value.slice(header))?.[0].length ?? 0) : 0;
  const skipped = header + Math.max(0, value.slice(header, header + indent).lastIndexOf('\n') + 1);
  return new Leaf(value.slice(skipped), start + skipped, undefined, isElsewhere);
}
