import { Refusal } from '../../base/refusal';
import type { Library } from './library';

/** What a namespace for applications asks of them. */
export const APPS = "{ podSecurity: 'baseline', traffic: 'denied' }";

export interface ComponentProps {
  /** As in Kubernetes: `wiki`, `model-cards`. */
  readonly name: string;
  /** Without its tag. */
  readonly image: string;
  readonly tag: string;
  /** Port at which it answers HTTP. */
  readonly port: number;
}

/** `model-cards` → `ModelCards`. */
export function className(name: string): string {
  return name.replaceAll(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** A construct with one workload: what every product begins as. */
export function construct({ name, image, port }: ComponentProps, { root }: Library): string {
  const of = className(name);
  return `import {
  Component,
  Cpu,
  type Endpoint,
  Image,
  type Namespace,
  type Provides,
  type Resources,
  Size,
  type Stack,
  Workload,
} from '${root}';

export interface ${of}Props {
  readonly on: Namespace;
  /** Tag of the image. */
  readonly version: string;
  /** @default - 50m, 128Mi, at most 256Mi */
  readonly resources?: Resources;
}

/** ${of}: one sentence on what it is for, and which user its image runs as. */
export class ${of} extends Component implements Provides<'http'> {
  readonly http: Endpoint<'http'>;

  constructor(stack: Stack, id: string, { on, version, resources }: ${of}Props) {
    super(stack, id);
    const server = new Workload(this, id, {
      on,
      image: Image.of('${image}', { tag: version, platforms: ['amd64', 'arm64'] }),
      resources: resources ?? { cpu: Cpu.millis(50), memory: Size.mebibytes(128), memoryLimit: Size.mebibytes(256) },
    });
    this.http = server.listen('http', { port: ${port} });
    server.healthy({ path: '/' });
  }
}
`;
}

/** The image may change without it. */
export function test(props: ComponentProps, { isClone }: Library): string {
  return isClone ? testInClone(props) : testOutside(props);
}

function testInClone({ name, tag, port }: ComponentProps): string {
  const of = className(name);
  return `import { ${of} } from '../../constructs/${name}';
import { CLUSTER } from '../invalid/props';
import { declare } from '../support/declare';

const NAME = '${name}';
const { findings, objects } = declare((stack) => {
  const on = stack.cluster('home', CLUSTER).namespace('apps');
  new ${of}(stack, NAME, { on, version: '${tag}' });
});
const named = (kind: string) => objects.find((object) => object.kind === kind && object.metadata.name === NAME);

it('is declared without a mistake', () => {
  expect(findings).toEqual([]);
});

it('runs, and is reached by its Service', () => {
  expect(named('Deployment')).toBeDefined();
  expect(named('Service')).toMatchObject({ spec: { ports: [{ port: ${port} }] } });
});
`;
}

function testOutside({ name, tag, port }: ComponentProps): string {
  const of = className(name);
  return `import { deepEqual, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { CLUSTER, declare } from 'steading/testing';
import { ${of} } from '../constructs/${name}';

const NAME = '${name}';
const declared = declare((stack) => {
  const on = stack.cluster('home', CLUSTER).namespace('apps', ${APPS});
  new ${of}(stack, NAME, { on, version: '${tag}' });
});

test('${name} is declared without a mistake', async () => {
  const { findings } = await declared;
  deepEqual(
    findings.filter(({ severity }) => severity === 'error'),
    [],
  );
});

test('${name} runs, and is reached by its Service', async () => {
  const { objects } = await declared;
  const named = (kind: string) => objects.find((object) => object.kind === kind && object.metadata.name === NAME);
  ok(named('Deployment'));
  deepEqual((named('Service') as { spec?: { ports?: { port: number }[] } }).spec?.ports?.map(({ port }) => port), [${port}]);
});
`;
}

/** The stack with one import and one statement more: where its imports are sorted in, and at the end of `build`. */
export function wired(file: string, stack: string, { name, tag }: ComponentProps): string {
  const of = className(name);
  const line = `import { ${of} } from '../constructs/${name}';\n`;
  const { text, on, made } = placed(stack);
  const statement = `${made}new ${of}(stack, '${name}', { ${on === 'on' ? on : `on: ${on}`}, version: '${tag}' });`;
  const end = text.lastIndexOf('\n  },\n});');
  if (end < 0)
    throw new Refusal(
      'usage',
      `${file} does not end as a stack does that one can be added to: with its build, and nothing behind it in defineEnvironment`,
      `add to it: ${line.trim()} … ${statement}`,
    );
  const imports = [...text.matchAll(/^import [^;]* from '\.\.\/constructs\/([^']+)';\n/gm)];
  const next = imports.find(([, path = '']) => path > name);
  const last = imports.at(-1);
  const library = "from 'steading';\n";
  const own = text.includes(library) ? text.indexOf(library) + library.length : 0;
  const at = next?.index ?? (last ? last.index + last[0].length : own);
  return `${text.slice(0, at)}${line}${text.slice(at, end)}\n    ${statement}${text.slice(end)}`;
}

interface Placed {
  /** The stack, in which the namespace has a name. */
  readonly text: string;
  readonly on: string;
  /** The statement that makes the namespace, where the stack has none. */
  readonly made: string;
}

/** In the namespace `apps`, which the stack has or gets. */
function placed(stack: string): Placed {
  const [, named] = /^ {4}const (\w+) = \w+\.namespace\('apps'/m.exec(stack) ?? [];
  if (named !== undefined) return { text: stack, on: named, made: '' };
  const text = stack.replace(/^ {4}(?=\w+\.namespace\('apps')/m, '    const apps = ');
  const [, cluster = 'cluster'] = /^ {4}const (\w+) = stack\.cluster\(/m.exec(stack) ?? [];
  const made = text === stack ? `const apps = ${cluster}.namespace('apps', ${APPS});\n    ` : '';
  return { text, on: 'apps', made };
}
