import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import type { Resource } from '../../../src/backends/pulumi/resource';
import { ROOT } from '../../support/steading';
import { ENVIRONMENTS, planned } from './planned';

/** `kubernetes:apps/v1:Deployment` → `inputs.apps.v1.Deployment`, for the kinds that the provider has a class for. */
function typeOf({ type }: Resource): string | undefined {
  const [, apiVersion = '', kind = ''] = type.split(':');
  const [group = '', version = ''] = apiVersion.split('/');
  const name = group.replace(/\.k8s\.io$/, '').replace(/^rbac\.authorization$/, 'rbac');
  return /^[a-z]+$/.test(name) ? `inputs.${name}.${version}.${kind}` : undefined;
}

/** Values that are known later are texts. */
const text = (_: string, value: unknown): unknown =>
  value !== null && typeof value === 'object' && Object.keys(value)[0]?.startsWith('fn::') ? 'known later' : value;

/** What TypeScript has against a file in the project. */
function complaints(source: string): string[] {
  const folder = mkdtempSync(join(ROOT, 'node_modules/.types-'));
  const file = join(folder, 'planned.ts');
  try {
    writeFileSync(file, source);
    const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile);
    const { options } = ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, ROOT);
    const program = ts.createProgram([file], { ...options, types: [] });
    const lines = source.split('\n');
    return ts.getPreEmitDiagnostics(program).map(({ messageText, start = 0, file: at }) => {
      const { line } = at?.getLineAndCharacterOfPosition(start) ?? { line: 0 };
      return `${lines[line]?.slice(0, 80)}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const IMPORT = "import type * as inputs from '@pulumi/kubernetes/types/input';\n";

it("every input of a built-in kind is what the provider's own types say", async () => {
  const plans = await Promise.all(ENVIRONMENTS.map((name) => planned(name)));
  const typed = plans
    .flatMap(({ plan }) => plan)
    .flatMap((resource) => {
      const type =
        resource.type.startsWith('kubernetes:') && !resource.type.endsWith('Patch') ? typeOf(resource) : undefined;
      return type ? [`(${JSON.stringify(resource.inputs, text)}) satisfies ${type};`] : [];
    });
  expect(typed.length).toBeGreaterThan(200);
  expect(complaints(IMPORT + typed.join('\n'))).toEqual([]);
});

it('which would find a field that there is none of', () => {
  const wrong =
    "({ apiVersion: 'apps/v1', kind: 'Deployment', spec: { replica: 1 } }) satisfies inputs.apps.v1.Deployment;";
  expect(complaints(IMPORT + wrong)).toEqual([expect.stringContaining("'replica'")]);
});
