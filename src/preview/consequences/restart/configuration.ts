import { same } from '../../../kubernetes/defaults';
import { at, fields } from '../../../kubernetes/manifest';
import type { Identity } from '../../change';
import { type Consequence, consequence } from '../consequence';
import { type Judge, patched } from '../judge';
import { changedTemplates, replicasOf } from '../rolling';
import { homeOf, type Maker, type Reader, State } from '../state';

const CONTENT = ['data', 'binaryData', 'stringData'];

/** Pods that read what changes, and whose template does not change with it. */
export const configuration: Judge = (subject) => {
  const state = State.of(subject.after);
  const restarting = new Set(changedTemplates(subject).map(({ maker }) => maker.id));
  return patched(subject, 'ConfigMap', 'Secret', 'SealedSecret').flatMap(({ object, before, after }) => {
    if (before.immutable === true) return [];
    const [old, now] = object.kind === 'SealedSecret' ? [fields(before.spec), fields(after.spec)] : [before, after];
    const keys = changedKeys(old, now);
    if (keys.size === 0) return [];
    const kind = object.kind === 'ConfigMap' ? 'ConfigMap' : 'Secret';
    const readers = state
      .readers(kind, homeOf(after), object.name)
      .filter((reader) => (reader.keys ?? [...keys]).some((key) => keys.has(key)));
    return [...byMaker(readers)].flatMap(([maker, reads]) =>
      restarting.has(maker.id) ? [] : outcome(object, `${kind} '${object.name}'`, maker, reads),
    );
  });
};

function outcome(source: Identity, named: string, maker: Maker, reads: readonly Reader[]): Consequence[] {
  const { object, name, manifest } = maker;
  const about = { about: [object, source] };
  if (manifest.kind === 'Job' || manifest.kind === 'Pod' || replicasOf(manifest.spec) === 0) return [];
  if (manifest.kind === 'CronJob')
    return [consequence('restart/next-run', { object: name, why: [`${named} changes`] }, about)];
  const annotation = reloading(maker, source);
  if (annotation) return [consequence('restart/reloaded', { object: name, source: named, annotation }, about)];
  const fixed = reads.find(({ how }) => how !== 'files');
  if (!fixed) return [consequence('restart/files-refresh', { object: name, source: named }, about)];
  const how = fixed.how === 'variables' ? 'variables when it started' : 'files by subPath when it started';
  return [consequence('restart/reads-old', { object: name, source: named, how }, about)];
}

function changedKeys(before: object, after: object): ReadonlySet<string> {
  const contents = [...CONTENT, 'encryptedData'].map((key) => [
    fields((before as Record<string, unknown>)[key]),
    fields((after as Record<string, unknown>)[key]),
  ]);
  return new Set(
    contents.flatMap(([old = {}, now = {}]) =>
      [...new Set([...Object.keys(old), ...Object.keys(now)])].filter((key) => !same(old[key], now[key])),
    ),
  );
}

function byMaker(readers: readonly Reader[]): Map<Maker, Reader[]> {
  const found = new Map<Maker, Reader[]>();
  for (const reader of readers) found.set(reader.maker, [...(found.get(reader.maker) ?? []), reader]);
  return found;
}

/** By which annotation Stakater's Reloader restarts it. */
function reloading({ manifest, template }: Maker, { kind, name }: Identity): string | undefined {
  const all = { ...at(template.metadata, 'annotations'), ...manifest.metadata.annotations };
  const own = kind === 'ConfigMap' ? 'configmap' : 'secret';
  if (all['reloader.stakater.com/auto'] === 'true') return 'reloader.stakater.com/auto';
  if (all[`${own}.reloader.stakater.com/auto`] === 'true') return `${own}.reloader.stakater.com/auto`;
  const listed = String(all[`${own}.reloader.stakater.com/reload`] ?? '').split(',');
  return listed.some((one) => one.trim() === name) ? `${own}.reloader.stakater.com/reload` : undefined;
}
