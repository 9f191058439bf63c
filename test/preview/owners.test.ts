import { Component, type Namespace, type Stack, Workload } from '../../src';
import { compare } from '../../src/preview/compare';
import { sideOf } from '../../src/preview/read/graph';
import { FLUX } from '../fixtures/flux';
import { CLUSTER, WEB } from '../invalid/props';
import { declare } from '../support/declare';

/** A shop that `flux bootstrap` delivers, with a folder for each of its components. */
type Say = (stack: Stack, on: Namespace) => void;

function shop(...components: readonly Say[]) {
  const { graph, artifacts } = declare((stack) => {
    stack.deliver(FLUX);
    const on = namespace(stack);
    for (const declared of components) declared(stack, on);
  });
  return sideOf(graph, artifacts);
}

const namespace = (stack: Stack) => stack.cluster('home', CLUSTER).namespace('shop');
const web =
  (models: string): Say =>
  (stack, on) =>
    new Workload(new Component(stack, 'web'), 'web', { ...WEB, on }).file('/etc/web/models.yaml', models, {
      configMap: 'web-models',
      plain: 'web-models.yaml',
    });
const till: Say = (stack, on) => new Workload(new Component(stack, 'till'), 'till', { ...WEB, on });

const pruned = (...sides: Parameters<typeof compare>) =>
  compare(...sides).consequences.flatMap(({ code, message }) => (code.startsWith('prune/') ? [[code, message]] : []));

describe('what Flux prunes, though no file of the tree says that it does', () => {
  it('is a ConfigMap that kustomize made of a plain file: the next one takes its place', () => {
    expect(pruned(shop(web('a: 1\n')), shop(web('a: 2\n')))).toEqual([]);
  });

  it('is one whose file is gone, and nothing else', () => {
    const none: Say = (stack, on) => new Workload(new Component(stack, 'web'), 'web', { ...WEB, on });
    expect(pruned(shop(web('a: 1\n')), shop(none))).toEqual([
      ['prune/deleted', expect.stringMatching(/^Kustomization 'apps-web' deletes shop\/ConfigMap\/web-models-\w+$/)],
    ]);
  });

  it('is a Kustomization, by the one of `flux bootstrap`: what it delivered goes along', () => {
    expect(pruned(shop(web('a: 1\n'), till), shop(web('a: 1\n')))).toEqual([
      ['prune/cascade', expect.stringContaining("Kustomization 'apps-till' is removed and deletes everything")],
      ['prune/deleted', "Kustomization 'flux-system' deletes flux-system/Kustomization/apps-till"],
    ]);
  });
});
