import { text } from '../../../src/cli/print/preview/text';
import { finding } from '../../../src/diagnostics/finding';
import { verdict } from '../../../src/preview/verdict';
import fc from '../../support/chance';
import { project } from '../../support/project';
import { steading } from '../../support/steading';
import { large, reports } from './reports';
import { SAMPLE } from './sample';

const [GPU, HOMELAB, LAB] = SAMPLE.comparisons;
const said = (...names: (typeof GPU)[]) => names.flatMap((one) => one ?? []);

it('says what changes, what that brings about, and every field', () => {
  expect(`${text(SAMPLE)}\n`).toBe(`main (3f2c1ab) → the working tree

2 of 3 environments change: 1 added, 2 changed, 1 removed, 1 file, 1 host; 1 risk of losing data, 1 of replacement, 1 of wider access

environment  added  changed  removed  files  hosts  risk
gpu          0      0        0        1      1
homelab      1      2        1        0      0      data 1, replace 1, access 1
lab          0      0        0        0      0

lost or refused
  data/claim-removed  take a snapshot, or set the reclaim policy to Retain first
    homelab: self-hosted-ai/PersistentVolumeClaim/qdrant-data is removed, and its volume of 50Gi with it: its storage class deletes
  replace/selector  keep the selector, or create a new object with another name and remove the old object later
    homelab: the selector of self-hosted-ai/Deployment/litellm cannot be changed

to look at
  access/ingress  make sure that it asks who is there
    homelab: automation/Ingress/n8n makes n8n.vectorweight.com reachable from outside

what simply happens
  restart/template  nothing to do
    homelab: 1 pod of self-hosted-ai/Deployment/litellm starts anew: its template changes

accepted
  image/version  read the notes of the release
    homelab: self-hosted-ai/Deployment/litellm moves from v1.80.1 to v1.82.0 (accepted: read by the team on Monday)

fails by: data

accepted but does not happen: downtime/recreate for lab/Deployment/phoenix (agreed on in May)

gpu
~ host akula-prime
    runs again: reload-units, as ai: ollama.container, a file before it, changed
    restarts: ollama.service
    user: root → ai
    hosts/akula-prime/home/ai/.config/containers/systemd/ollama.container
      @ line 1
        [Container]
      - Image=docker.io/ollama/ollama:0.12.0
      + Image=docker.io/ollama/ollama:0.12.6
        ContainerName=ollama

homelab
+ automation/Ingress/n8n  n8n, platform/n8n/ingress-n8n.yaml
      + apiVersion: networking.k8s.io/v1
      + kind: Ingress
      + metadata:
      +   name: n8n
      +   namespace: automation
      + spec:
      +   rules:
      +     - host: n8n.vectorweight.com
- self-hosted-ai/PersistentVolumeClaim/qdrant-data  qdrant, platform/qdrant/persistentvolumeclaim-qdrant-data.yaml
      - apiVersion: v1
      - kind: PersistentVolumeClaim
      - metadata:
      -   name: qdrant-data
      -   namespace: self-hosted-ai
      - spec:
      -   resources:
      -     requests:
      -       storage: 50Gi
~ self-hosted-ai/ConfigMap/litellm-config  litellm, platform/litellm/configmap-litellm-config.yaml
    data["config.yaml"] » model_list[gpt-4o].rpm: 60 → 120
    data["entrypoint.sh"]
      @ line 1
        #!/bin/sh
        set -eu
      - export A=1
      - exec litellm --config /etc/litellm/config.yaml
      + export A=2
      + exec litellm --config /etc/litellm/config.yaml --detailed_debug
~ self-hosted-ai/Deployment/litellm  litellm, platform/litellm/deployment-litellm.yaml
    spec.replicas: 1 → 2
    spec.selector.matchLabels.app: litellm → llm
    spec.template.spec.containers[litellm].image: ghcr.io/berriai/litellm:v1.80.1 → ghcr.io/berriai/litellm:v1.82.0
    spec.template.spec.containers[litellm].resources.limits.memory: 1Gi → 2Gi
    spec.template.spec.containers[litellm].env[DEBUG]: not set → {"name":"DEBUG","value":"1"}
  who reaches whom
    n8n can now reach postgresql:5432
    open-webui can no longer reach ollama:11434
  the same, in another file
    self-hosted-ai/Service/redis: platform/redis/service.yaml → platform/cache/service.yaml
  notes
    platform/values.yaml: a source of Helm, passed over
`);
});

it('is one line where nothing differs, and what is to be noted', async () => {
  expect(text({ comparisons: LAB ? [LAB] : [] })).toBe('nothing changes');
  expect(
    text({ comparisons: said(LAB && HOMELAB && { ...LAB, relocations: HOMELAB.relocations, notes: HOMELAB.notes }) }),
  ).toBe('nothing changes; 1 object in another file\n\nlab\n    platform/values.yaml: a source of Helm, passed over');
  const same = project({ 'a.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n' });
  expect(await steading(['diff', same, same])).toEqual({ code: 0, stdout: 'nothing changes\n', stderr: '' });
});

it('names the folders that differ, and ends with 1', async () => {
  const folder = project({
    'old/a.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n',
    'new/b.yaml': 'kind: Namespace\napiVersion: v1\nmetadata:\n  name: shop\n  labels: {a: b}\n',
  });
  const { code, stdout } = await steading(['diff', 'old', 'new'], { cwd: folder });
  expect([code, stdout]).toEqual([
    1,
    expect.stringMatching(/^old → new\n\nthe tree changes: 0 added, 1 changed, 0 removed/),
  ]);
});

it('cuts what is long, and says how much that was', () => {
  const lines = text(large(1, 20_000)).split('\n');
  expect(lines.at(-1)).toMatch(/^ {6}… \d+ more lines$/);
  expect(lines.length).toBeLessThan(80);
});

it('shows nothing that acts on a terminal', () => {
  fc.assert(
    fc.property(reports, (report) => {
      expect(text(report).replaceAll(/[\n\t]/g, '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
    }),
  );
});

describe('the verdict', () => {
  const failed = {
    environment: 'pi',
    side: 'after' as const,
    findings: [
      finding('network/overlap', { first: 'a', second: 'b' }),
      finding('network/overlap', { first: 'c', second: 'd' }),
    ],
  };

  it.each([
    ['one environment', { comparisons: said(GPU) }, 'gpu changes: 0 added, 0 changed, 0 removed, 1 file, 1 host'],
    ['nothing', { comparisons: [] }, 'nothing changes'],
    [
      'all of them',
      { comparisons: said(GPU, GPU) },
      '2 environments change: 0 added, 0 changed, 0 removed, 2 files, 2 hosts',
    ],
    [
      'one of several',
      { comparisons: said(GPU, LAB) },
      '1 of 2 environments changes: 0 added, 0 changed, 0 removed, 1 file, 1 host',
    ],
    [
      'what is accepted is no risk',
      { comparisons: said(HOMELAB && { ...HOMELAB, consequences: HOMELAB.consequences.slice(3) }) },
      'homelab changes: 1 added, 2 changed, 1 removed',
    ],
    [
      'one that cannot be built',
      { comparisons: [], failed: [failed] },
      `pi cannot be built: ${failed.findings[0]?.message}, and 1 more`,
    ],
    [
      'one that cannot be built beside others',
      { comparisons: said(LAB), failed: [failed] },
      `pi cannot be built: ${failed.findings[0]?.message}, and 1 more; nothing else changes`,
    ],
  ])('of %s', (_, report, sentence) => {
    expect(verdict(report)).toBe(sentence);
  });
});
