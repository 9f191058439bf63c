import { parse, parseCIDR } from 'ipaddr.js';

/** A form that a text has, or has not. */
export interface TextForm {
  readonly of: 'string';
  readonly expected: string;
  readonly test: (value: string) => boolean;
}

/** A range that a number is in, or is not. */
export interface NumberForm {
  readonly of: 'number';
  readonly expected: string;
  readonly test: (value: number) => boolean;
}

/** Forms that Kubernetes' own validation asks for (apimachinery: util/validation). */
export function text(expected: string, test: (value: string) => boolean): TextForm {
  return { of: 'string', expected, test };
}

export function number(expected: string, test: (value: number) => boolean): NumberForm {
  return { of: 'number', expected, test };
}

/** The form, or no text at all, which Kubernetes takes for 'not given'. */
export function orEmpty(form: TextForm): TextForm {
  return text(form.expected, (value) => value === '' || form.test(value));
}

/** One of a few words. */
export function among(...words: readonly string[]): TextForm {
  const known = words.map((word) => word || 'nothing');
  return text(known.length > 1 ? `one of ${known.join(', ')}` : `${known}`, (value) => words.includes(value));
}

const LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const SUBDOMAIN = /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const NAME_PART = /^([A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9]$/;

/** The same few keys stand in every object: each is judged once. */
const qualified = new Map<string, boolean>();

function isQualified(name: string): boolean {
  const known = qualified.get(name) ?? readQualified(name);
  qualified.set(name, known);
  return known;
}

function readQualified(name: string): boolean {
  const [part = '', ...rest] = name.split('/').reverse();
  return rest.length < 2 && NAME_PART.test(part) && rest.every((prefix) => SUBDOMAIN.test(prefix));
}

export const label = text('lower case letters, digits and dashes, at most 63', (value) => LABEL.test(value));
export const subdomain = text('lower case letters, digits, dashes and dots', (value) => SUBDOMAIN.test(value));
/** What may become a part of a path: `system:node`, which is the name of a Role and of no other kind. */
export const pathSegment = text(
  "a name without '/' and '%'",
  (value) => !/[/%]/.test(value) && value !== '.' && value !== '..',
);
export const hostName = text(
  "the name of a host in lower case, no address, with or without '*.' before it",
  (value) => SUBDOMAIN.test(value.replace(/^\*\./, '')) && !isAddress(value),
);
export const nonEmpty = text('a text', (value) => value !== '');
export const trimmed = text('no space around it', (value) => value === value.trim());
export const labelValue = text(
  "at most 63 letters, digits, '-', '_' and '.', a letter or digit first and last",
  (value) => value === '' || NAME_PART.test(value),
);
export const qualifiedName = text(
  "at most 63 letters, digits, '-', '_' and '.', with or without a domain and '/' before them",
  isQualified,
);
/** Keys of annotations may have capitals in their domain. */
export const annotationKey = text(qualifiedName.expected, (value) => isQualified(value.toLowerCase()));
export const portName = text(
  'a port name of at most 15 lower case letters, digits and single dashes, one letter at least',
  (value) => value.length <= 15 && /[a-z]/.test(value) && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(value),
);
export const configKey = text(
  "a key of letters, digits, '-', '_' and '.', at most 253",
  (value) => /^[-._a-zA-Z0-9]{1,253}$/.test(value) && value !== '.' && !value.startsWith('..'),
);
export const variableName = text("a name of printable characters without '='", (value) => /^[ -<>-~]+$/.test(value));
export const headerName = text('a header of letters, digits and dashes', (value) => /^[-A-Za-z0-9]+$/.test(value));
export const relativePath = text(
  "a path without '..' that does not begin with '/'",
  (value) => !value.startsWith('/') && !value.split('/').includes('..'),
);
export const absolutePath = text(
  "a path that begins with '/', without '//', '.' and '..'",
  (value) => value.startsWith('/') && !/\/\/|\/\.\.?(\/|$)|%2f/i.test(value),
);
export const percentage = text('a number of pods or a percentage', (value) => /^\d+%$/.test(value));
export const upToAll = text('a percentage up to 100%', (value) => Number.parseInt(value, 10) <= 100);

export const portNumber = number('a port from 1 to 65535', (value) => value >= 1 && value <= 65535);
export const notNegative = number('0 or more', (value) => value >= 0);
export const positive = number('1 or more', (value) => value >= 1);
export const userId = number('from 0 to 2147483647', (value) => value >= 0 && value <= 2147483647);
export const fileMode = number('from 0 to 0777', (value) => value >= 0 && value <= 0o777);

export const address = text('an IP address', (value) => isAddress(value));
export const network = text('a network like 10.9.8.0/24', (value) => networkOf(value) !== undefined);

export function isAddress(value: string): boolean {
  try {
    return parse(value).kind() === 'ipv6' || /^(0|[1-9]\d*)(\.(0|[1-9]\d*)){3}$/.test(value);
  } catch {
    return false;
  }
}

type Network = ReturnType<typeof parseCIDR>;

/** The same few networks stand in every policy: each is read once. */
const networks = new Map<string, Network | undefined>();

function networkOf(value: string): Network | undefined {
  if (!networks.has(value)) networks.set(value, readNetwork(value));
  return networks.get(value);
}

function readNetwork(value: string): Network | undefined {
  try {
    return /^[\d.]+\/\d+$|:/.test(value) ? parseCIDR(value) : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the first network lies in the second and is smaller. */
export function isWithin(inner: string, outer: string): boolean {
  const [own, range] = [networkOf(inner), networkOf(outer)];
  if (!own || !range) return true;
  return own[0].kind() === range[0].kind() && own[1] > range[1] && own[0].match(range[0] as never, range[1]);
}
