import { isWithin } from '../forms';
import { at, type Fields, fields, items } from '../manifest';
import { selectorText, selects } from '../selectors';

/** One peer and one port that a rule admits; none of either: all. */
export interface Opening {
  readonly peer: Fields | undefined;
  readonly port: Fields | undefined;
  readonly home: string;
}

/** What rules admit. An empty list of peers or ports is the same as none: all of them. */
export function openingsOf(rules: unknown, side: 'from' | 'to', home: string): Opening[] {
  return items(rules).flatMap((rule) => {
    const [peers, ports] = [items(rule[side]), items(rule.ports)];
    return (peers.length > 0 ? peers : [undefined]).flatMap((peer) =>
      (ports.length > 0 ? ports : [undefined]).map((port) => ({ peer, port, home })),
    );
  });
}

/** Lets everything through, as `egress: [{}]` does. */
export function isOpen({ peer, port }: Opening): boolean {
  return peer === undefined && port === undefined;
}

/** Whether the first is admitted by the second already. */
export function covered(one: Opening, by: Opening): boolean {
  return isPort(one.port, by.port) && isPeer(one, by);
}

function isPort(one: Fields | undefined, by: Fields | undefined): boolean {
  if (!by) return true;
  if (!one || (one.protocol ?? 'TCP') !== (by.protocol ?? 'TCP')) return false;
  if (by.port === undefined) return true;
  const [first, last] = [by.port, by.endPort ?? by.port];
  if (typeof one.port === 'number' && typeof first === 'number')
    return one.port >= first && Number(one.endPort ?? one.port) <= Number(last);
  return one.port === first;
}

function isPeer({ peer: one, home }: Opening, { peer: by, home: its }: Opening): boolean {
  if (!by) return true;
  if (!one) return false;
  if (one.ipBlock !== undefined || by.ipBlock !== undefined) return isBlock(fields(one.ipBlock), fields(by.ipBlock));
  return (
    isNarrower(namespacesOf(one, home), namespacesOf(by, its)) &&
    isNarrower(fields(one.podSelector), fields(by.podSelector))
  );
}

/** Pods without a namespace are those of the policy's own. */
function namespacesOf({ namespaceSelector }: Fields, home: string): Fields {
  return namespaceSelector === undefined ? { matchLabels: { [NAME]: home } } : fields(namespaceSelector);
}

function isBlock(one: Fields, by: Fields): boolean {
  if (typeof one.cidr !== 'string' || typeof by.cidr !== 'string') return false;
  const out = (block: Fields) => (Array.isArray(block.except) ? block.except.map(String) : []);
  const inside = one.cidr === by.cidr || isWithin(one.cidr, by.cidr);
  const meet = (a: string, b: string) => a === b || isWithin(a, b) || isWithin(b, a);
  const excepted = out(by).filter((each) => meet(each, String(one.cidr)));
  return inside && excepted.every((each) => out(one).some((other) => other === each || isWithin(each, other)));
}

/** Whether the first selector asks for everything that the second asks for. */
function isNarrower(one: Fields, by: Fields): boolean {
  const said = expressionsOf(one);
  return expressionsOf(by).every((each) =>
    said.some((own) => {
      if (JSON.stringify(own) === JSON.stringify(each)) return true;
      const among = own.key === each.key && own.operator === 'In' && Array.isArray(own.values) ? own.values : [];
      const selected = among.filter((value) => selects({ matchExpressions: [each] }, { [String(own.key)]: value }));
      return among.length > 0 && selected.length === among.length;
    }),
  );
}

/** `app: api` asks for the same as `app In (api)`. */
function expressionsOf({ matchLabels, matchExpressions }: Fields): Fields[] {
  const labels = Object.entries(fields(matchLabels)).map(([key, value]) => ({ key, operator: 'In', values: [value] }));
  return [...labels, ...items(matchExpressions)];
}

/** `pods with app=n8n of namespace 'automation' on TCP 5432`. */
export function openingText({ peer, port, home }: Opening): string {
  return `${peerText(peer, home)} on ${portText(port)}`;
}

function portText(port: Fields | undefined): string {
  if (!port) return 'every port';
  const last = port.endPort === undefined ? '' : `-${port.endPort}`;
  return port.port === undefined
    ? `every ${port.protocol ?? 'TCP'} port`
    : `${port.protocol ?? 'TCP'} ${port.port}${last}`;
}

const NAME = 'kubernetes.io/metadata.name';

function peerText(peer: Fields | undefined, home: string): string {
  if (!peer) return 'anybody';
  if (peer.ipBlock !== undefined) {
    const { cidr, except } = fields(peer.ipBlock);
    return `${cidr}${Array.isArray(except) && except.length > 0 ? ` without ${except.join(', ')}` : ''}`;
  }
  const pods =
    Object.keys(fields(peer.podSelector)).length > 0
      ? `pods with ${selectorText(fields(peer.podSelector))}`
      : 'all pods';
  if (peer.namespaceSelector === undefined) return `${pods} of namespace '${home}'`;
  const { [NAME]: name, ...others } = at(peer.namespaceSelector, 'matchLabels');
  if (name !== undefined && Object.keys(others).length === 0) return `${pods} of namespace '${name}'`;
  if (Object.keys(fields(peer.namespaceSelector)).length === 0) return `${pods} of every namespace`;
  return `${pods} of namespaces with ${selectorText(fields(peer.namespaceSelector))}`;
}
