import { CONFIGURATION, type Delivery, stack } from '../new/environment';
import { OUTSIDE } from '../new/library';

/** What a repository of one's own begins with, by path. The workflows are those of the guide. */
export function files(name: string, delivery: Delivery, versions: Versions): Readonly<Record<string, string>> {
  return {
    'package.json': `${JSON.stringify(manifest(name, versions), null, 2)}\n`,
    'tsconfig.json': `${JSON.stringify(COMPILER, null, 2)}\n`,
    'cdk8s.yaml': 'language: typescript\napp: npx steading synth\noutput: dist\n',
    'Pulumi.yaml': PULUMI,
    '.gitignore': 'node_modules/\n/dist/\n',
    'stacks/home.ts': stack('home', delivery, OUTSIDE),
    'Pulumi.home.yaml': `${CONFIGURATION}${DELIVERED[delivery]}`,
    'test/home.test.ts': TEST,
    'README.md': readme(name),
  };
}

export interface Versions {
  readonly steading: string;
  readonly tsx: string;
  readonly typescript: string;
  readonly types: string;
}

function manifest(name: string, { steading, tsx, typescript, types }: Versions): object {
  return {
    name,
    private: true,
    scripts: {
      start: 'steading synth',
      preview: 'steading preview',
      typecheck: 'tsc --noEmit',
      test: 'node --import tsx --test test/*.test.ts',
    },
    dependencies: { steading },
    devDependencies: { '@types/node': types, tsx, typescript },
  };
}

const COMPILER = {
  compilerOptions: {
    target: 'ES2022',
    lib: ['ES2023'],
    module: 'Preserve',
    moduleResolution: 'Bundler',
    moduleDetection: 'force',
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: true,
    noEmit: true,
    types: ['node'],
  },
  include: ['constructs', 'stacks', 'test'],
};

const PULUMI = `# The keys of Pulumi.<environment>.yaml begin with this name.
name: steading
main: node_modules/steading/lib/src/pulumi.js
runtime:
  name: nodejs
  options:
    typescript: false
    nodeargs: "--import tsx"
`;

const GIT = `    repository: https://git.example.org/home.git # the repository that holds the tree
    revision: main
    path: home # folder of the tree in it
`;

const DELIVERED: Readonly<Record<Delivery, string>> = {
  argocd: `
  steading:delivery:
    engine: argocd # which runs in the cluster already
${GIT}`,
  flux: `
  steading:delivery:
    engine: flux # which \`flux bootstrap\` has installed
${GIT}`,
  plain: '',
};

const TEST = `import { deepEqual, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { render } from 'steading/testing';
import home from '../stacks/home';

test('home is sound, and has a namespace for applications', async () => {
  const { findings, objects } = await render(home);
  deepEqual(findings, []);
  ok(objects.some(({ kind, metadata }) => kind === 'Namespace' && metadata.name === 'apps'));
});
`;

function readme(name: string): string {
  return `# ${name}

\`\`\`sh
npm start          # writes the tree of each environment into dist/
npm run preview    # says what a change does, compared with the main branch
\`\`\`

\`stacks/home.ts\` says what runs; \`Pulumi.home.yaml\` says where: look at its addresses first.
\`npx steading new component home NAME\` adds an application, \`npm test\` tests.
`;
}
