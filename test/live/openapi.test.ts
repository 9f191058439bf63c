import { join } from 'node:path';
import { Kube } from '../../src/cluster/kube';
import { type ControlPlane, startControlPlane } from '../../tools/control-plane';
import facts from '../preview/kubernetes-1.35.json';
import { type Definitions, factsOf } from '../preview/openapi';
import { judged, tier } from './support/report';
import { STATE } from './support/state';

tier('what the preview knows of lists, quantities and empty fields', () => {
  let plane: ControlPlane | undefined;

  afterAll(() => plane?.stop());

  test('is what an API server says of its own objects', async () => {
    plane = await startControlPlane({ stateDir: join(STATE, 'openapi') });
    const kube = new Kube(plane.kubeconfig);
    const read = async (path: string): Promise<Record<string, unknown>> => {
      const { body } = await kube.request('GET', path);
      return typeof body === 'string' ? JSON.parse(body) : (body as Record<string, unknown>);
    };
    const said = await judged(
      (all) => `${Object.keys(all).length} definitions`,
      'the OpenAPI of kube-apiserver',
      async () => {
        const { paths } = await read('/openapi/v3');
        const served = Object.keys(paths as object).filter((path) => /^apis?\/.*v\d+$/.test(path));
        const documents = await Promise.all(served.map((path) => read(`/openapi/v3/${path}`)));
        const schemas = documents.map(({ components }) => (components as { schemas?: Definitions })?.schemas ?? {});
        return Object.assign({}, ...schemas) as Definitions;
      },
    );
    expect(factsOf(said)).toEqual(facts);
  });
});
