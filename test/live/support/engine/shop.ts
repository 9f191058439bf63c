import { join } from 'node:path';
import { project } from '../../../support/project';
import { ROOT } from '../../../support/steading';
import { asProgram } from './program';

/** An environment that asks its configuration whether it still has a database, which password and how much room that has, which version runs, what a component is called and whether it has a chart. */
const STACK = `import * as src from ${JSON.stringify(join(ROOT, 'src'))};
import { CLUSTER, WEB } from ${JSON.stringify(join(ROOT, 'test/invalid/props'))};

export default src.defineEnvironment({
  name: 'shop',
  config: { database: src.text, rotation: src.fields({ version: src.positive }), tag: src.text, sizes: src.fields({ db: src.size, copy: src.size }), keeper: src.text, chart: src.text, repository: src.text },
  build(stack, { database, rotation, tag, sizes, keeper, chart, repository }) {
    const on = stack.cluster('home', { ...CLUSTER, storageClasses: ['local-path'] }).namespace('shop', { podSecurity: 'baseline', traffic: 'denied' });
    const base = { ...WEB, image: src.Image.of('docker.io/library/nginx', { tag }), on, user: { uid: 1000, gid: 1000 } };
    const secrets = new src.Component(stack, 'secrets');
    const login = new src.Secret(secrets, 'login', { namespace: on, version: rotation.version, keys: { PASSWORD: src.generated() } });
    const till = new src.Secret(secrets, 'till', { namespace: on, keys: { PIN: src.generated() } });
    const card = new src.Secret(secrets, 'card', { namespace: on, keys: { CARD: src.manual('what the bank gave') } });
    const db = new src.Component(stack, keeper);
    if (database === 'yes') {
      const server = new src.Workload(db, 'db', { ...base, kind: 'StatefulSet' });
      server.env({ PASSWORD: login.key('PASSWORD') });
      server.volume('data', { path: '/data', size: sizes.db });
      const copy = new src.Workload(db, 'copy', base);
      copy.volume('copy', { path: '/data', size: sizes.copy });
    }
    const web = new src.Component(stack, 'web');
    new src.Workload(web, 'asks', base).env({ PASSWORD: login.key('PASSWORD') });
    new src.Workload(web, 'other', base).env({ PIN: till.key('PIN'), CARD: card.key('CARD') });
    const cache = new src.Component(stack, 'cache');
    const release = { namespace: on, chart: 'cache', version: '1.0.0', repository, values: { replicas: 2 } };
    const server = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'cache-server' };
    const mount = { name: 'ours', mountPath: '/ours' };
    const ours = { volumes: [{ name: 'ours', emptyDir: {} }], containers: [{ name: 'server', volumeMounts: [mount] }] };
    if (chart === 'yes')
      new src.HelmRelease(cache, 'cache', { ...release, brings: [{ ...server, labels: { app: 'cache' } }] })
        .patch(server, { spec: { template: { spec: ours } } }, 'has more room');
    const many = new src.Component(stack, 'many');
    many.after(web);
    for (let i = 0; i < 12; i++) new src.Workload(many, 'many-' + i, base);
  },
});
`;

const configuration = (repository: string): string => `config:
  steading:database: "yes"
  steading:rotation: { version: 1 }
  steading:tag: 1.29.1
  steading:sizes: { db: 1Gi, copy: 1Gi }
  steading:keeper: db
  steading:chart: "no"
  steading:repository: ${repository}
`;

/** Its folder, as a person has it; where its chart is fetched. */
export function shop(repository: string): string {
  return asProgram(
    project({
      'stacks/shop.ts': STACK,
      'Pulumi.shop.yaml': configuration(repository),
    }),
  );
}
