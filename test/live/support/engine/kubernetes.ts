import { setTimeout as sleep } from 'node:timers/promises';
import { Kube, type KubeObject, refer } from '../../../../tools/kube';
import { type Inputs, madeAnew } from '../../../support/replaced';
import { lacking } from '../deploy';
import type { StandIn } from './provider';

const kube = () => new Kube(process.env.KUBECONFIG ?? '');
/** A release of a chart: nothing renders one here. That it was asked for is written down. */
const isRelease = (type: string): boolean => type === 'kubernetes:helm.sh/v3:Release';
/** So it is of kinds that nothing defines here. */
const isOnlyNoted = (type: string): boolean =>
  isRelease(type) || (process.env.STEADING_ENGINE_NOTED ?? '').split(',').includes(type);
const isPatch = (type: string): boolean => type.endsWith('Patch');
/** Applies server-side to a real API server, as `upsertExistingObjects` has it, under the manager and with the force of its annotations, and waits for what the provider waits for. */
export const kubernetes: StandIn = {
  async create(type, inputs) {
    const { metadata } = inputs as unknown as KubeObject;
    const id = isRelease(type)
      ? `${inputs.namespace}/${inputs.name}`
      : [metadata.namespace, metadata.name].filter(Boolean).join('/');
    if (!isOnlyNoted(type)) await write(type, inputs);
    return { id };
  },
  async read(type, _id, inputs) {
    if (isOnlyNoted(type) || isPatch(type)) return inputs;
    const found = await kube().get(refer(inputs as unknown as KubeObject));
    return found && (within(inputs, found) as Inputs);
  },
  async delete(type, _id, inputs) {
    if (isOnlyNoted(type) || isPatch(type)) return;
    await kube().delete(refer(inputs as unknown as KubeObject));
  },
  replaces: madeAnew,
};

async function write(type: string, inputs: Inputs): Promise<void> {
  const object = inputs as unknown as KubeObject;
  // No chart was rendered, so there is nothing to patch.
  if (isPatch(type) && !(await kube().get(refer(object)))) return;
  const annotations = (object.metadata.annotations ?? {}) as Readonly<Record<string, string>>;
  const { 'pulumi.com/patchForce': force, 'pulumi.com/patchFieldManager': fieldManager = 'unnamed' } = annotations;
  const { ok, message } = await kube().apply(object, { fieldManager, force: force === 'true' });
  if (!ok) throw new Error(`${object.kind} '${object.metadata.name}': ${message}`);
  if (annotations['pulumi.com/skipAwait'] === 'true' || isPatch(type)) return;
  for (const deadline = Date.now() + 120_000; lacking(await kube().get(refer(object))) !== undefined; await sleep(200))
    if (Date.now() > deadline) throw new Error(`${object.kind} '${object.metadata.name}' does not become ready`);
}

/** Of what is there, the fields that were asked for: others are defaults, or somebody else's. */
function within(wanted: unknown, found: unknown): unknown {
  if (Array.isArray(wanted))
    return Array.isArray(found) && found.length === wanted.length
      ? wanted.map((one, i) => within(one, found[i]))
      : found;
  if (wanted === null || typeof wanted !== 'object') return isSame(wanted, found) ? wanted : found;
  return Object.fromEntries(
    Object.entries(wanted).map(([key, inner]) => [key, within(inner, (found as Inputs | undefined)?.[key])]),
  );
}

/** The API server writes quantities in its own way, and drops what is empty. */
function isSame(wanted: unknown, found: unknown): boolean {
  return wanted === found || (found === undefined && (wanted === '' || wanted === 0 || wanted === false));
}
