import { loadAll } from 'js-yaml';
import { Document } from 'yaml';
import { compare } from '../../src/preview/compare';
import { sideOf } from '../../src/preview/read/graph';
import { sideOfTree } from '../../src/preview/read/tree';
import type { Side } from '../../src/preview/side';
import { build as homelab } from '../support/homelab';
import { IDP, build as idp } from '../support/idp';
import { build as lab } from '../support/lab';
import { build as mlops } from '../support/mlops';
import { build as pi } from '../support/pi';

const ENVIRONMENTS = { homelab, idp, lab, mlops, pi };

const texts = ({ texts }: Side) => texts.map(({ file, content }) => ({ file, content }));

/** Every manifest of a tree as another library writes it: its keys turned round, in YAML and in JSON. */
function rewritten(files: Readonly<Record<string, string>>, style: object | undefined): Side {
  const all = Object.entries(files).map(([file, content]) => {
    const isManifest = /\.ya?ml$/.test(file) && /^apiVersion:/m.test(content) && /^ {2}name:/m.test(content);
    const written = (one: unknown) =>
      style ? new Document(one, { version: '1.1', aliasDuplicateObjects: false }).toString(style) : JSON.stringify(one);
    return {
      file,
      content: isManifest
        ? loadAll(content)
            .map((one) => written(turned(one)))
            .join('\n---\n')
        : content,
    };
  });
  return sideOfTree('x', all);
}

function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, one]) => [key, turned(one)]),
  );
}

describe.each(Object.entries(ENVIRONMENTS))('%s', (_, build) => {
  it('has no difference to its own tree, nor to that tree in other words', async () => {
    const { graph, artifacts, files } = await build();
    const tree = sideOfTree(
      'x',
      Object.entries(files).map(([file, content]) => ({ file, content })),
    );
    expect(tree.objects.length).toBeGreaterThan(10);
    for (const style of [
      undefined,
      {},
      { collectionStyle: 'flow', indent: 4 },
      { defaultStringType: 'QUOTE_DOUBLE' },
    ]) {
      const { objects, texts, relocations } = compare(tree, rewritten(files, style));
      expect({ objects, texts, relocations }).toEqual({ objects: [], texts: [], relocations: [] });
    }
    // Where kustomize makes the objects, what stands in the tree is something else.
    if (artifacts.some(({ text }) => text !== undefined)) return;
    expect(compare({ ...sideOf(graph, artifacts), texts: texts(tree) }, tree).objects).toEqual([]);
  });
});

it('a value of the configuration changes what it is about, and nothing else', async () => {
  const [before, after] = [await idp(), await idp(IDP.replace(/(?<=qdrant: )5Gi/, '7Gi'))];
  expect(after.files).not.toEqual(before.files);
  const differing = Object.keys(after.files).filter((file) => after.files[file] !== before.files[file]);
  const { objects, texts } = compare(sideOf(before.graph, before.artifacts), sideOf(after.graph, after.artifacts));
  expect([...new Set([...objects, ...texts].map(({ file }) => file))].sort()).toEqual(differing.sort());
});
