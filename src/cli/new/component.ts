import { Refusal } from '../../base/refusal';

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
export function construct({ name, image, port }: ComponentProps): string {
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
} from '../src';

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

export function test({ name, image, tag, port }: ComponentProps): string {
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

it('runs its image, and is reached by its Service', () => {
  expect(named('Deployment')).toMatchObject({
    spec: { template: { spec: { containers: [{ image: '${image}:${tag}' }] } } },
  });
  expect(named('Service')).toMatchObject({ spec: { ports: [{ port: ${port} }] } });
});
`;
}

/** The stack with one import and one statement more: where its imports are sorted in, and at the end of `build`. */
export function wired(file: string, stack: string, { name, tag }: ComponentProps): string {
  const of = className(name);
  const line = `import { ${of} } from '../constructs/${name}';\n`;
  const statement = `new ${of}(stack, '${name}', { ${placed(stack, name)}, version: '${tag}' });`;
  const end = stack.lastIndexOf('\n  },\n});');
  if (end < 0)
    throw new Refusal(
      'usage',
      `${file} does not end as a stack does that one can be added to: with its build, and nothing behind it in defineEnvironment`,
      `add to it: ${line.trim()} … ${statement}`,
    );
  const imports = [...stack.matchAll(/^import [^;]* from '\.\.\/constructs\/([^']+)';\n/gm)];
  const next = imports.find(([, path = '']) => path > name);
  const last = imports.at(-1);
  const at = next?.index ?? (last ? last.index + last[0].length : 0);
  return `${stack.slice(0, at)}${line}${stack.slice(at, end)}\n    ${statement}${stack.slice(end)}`;
}

/** In the first namespace that the stack has a name for, else in one of its own. */
function placed(stack: string, name: string): string {
  const [, namespace] = /^ {4}const (\w+) = \w+\.namespace\(/m.exec(stack) ?? [];
  const [, cluster = 'cluster'] = /^ {4}const (\w+) = stack\.cluster\(/m.exec(stack) ?? [];
  if (namespace === undefined) return `on: ${cluster}.namespace('${name}')`;
  return namespace === 'on' ? 'on' : `on: ${namespace}`;
}
