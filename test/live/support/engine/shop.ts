import { join } from 'node:path';
import { project } from '../../../support/project';
import { ROOT } from '../../../support/steading';

/** An environment that asks its configuration whether it still has a database, and which password that has. */
const STACK = `import * as src from ${JSON.stringify(join(ROOT, 'src'))};
import { CLUSTER, WEB } from ${JSON.stringify(join(ROOT, 'test/invalid/props'))};

export default src.defineEnvironment({
  name: 'shop',
  config: { database: src.text, rotation: src.fields({ version: src.positive }) },
  build(stack, { database, rotation }) {
    const on = stack.cluster('home', { ...CLUSTER, storageClasses: ['local-path'] }).namespace('shop');
    const base = { ...WEB, on, user: { uid: 1000, gid: 1000 } };
    const secrets = new src.Component(stack, 'secrets');
    const login = new src.Secret(secrets, 'login', { namespace: on, version: rotation.version, keys: { PASSWORD: src.generated() } });
    const till = new src.Secret(secrets, 'till', { namespace: on, keys: { PIN: src.generated() } });
    const card = new src.Secret(secrets, 'card', { namespace: on, keys: { CARD: src.manual('what the bank gave') } });
    const db = new src.Component(stack, 'db');
    if (database === 'yes') {
      const server = new src.Workload(db, 'db', { ...base, kind: 'StatefulSet' });
      server.env({ PASSWORD: login.key('PASSWORD') });
      server.volume('data', { path: '/data', size: src.Size.gibibytes(1) });
      const copy = new src.Workload(db, 'copy', base);
      copy.volume('copy', { path: '/data', size: src.Size.gibibytes(1) });
    }
    const web = new src.Component(stack, 'web');
    new src.Workload(web, 'asks', base).env({ PASSWORD: login.key('PASSWORD') });
    new src.Workload(web, 'other', base).env({ PIN: till.key('PIN'), CARD: card.key('CARD') });
    const many = new src.Component(stack, 'many');
    many.after(web);
    for (let i = 0; i < 12; i++) new src.Workload(many, 'many-' + i, base);
  },
});
`;

/** Its folder, as a person has it. */
export function shop(): string {
  return project({
    'stacks/shop.ts': STACK,
    'src/pulumi.ts': '// what runs here is handed to the engine by the test\n',
    'Pulumi.yaml': 'name: steading\nruntime: nodejs\nmain: src/pulumi.ts\n',
    'Pulumi.shop.yaml': 'config:\n  steading:database: "yes"\n  steading:rotation: { version: 1 }\n',
  });
}
