import { label, notNegative, orEmpty, percentage, subdomain, text, upToAll } from '../../kubernetes/forms';
import { amount } from '../../kubernetes/quantities';
import { metadata, selector } from './metadata';
import { isMap, type Place } from './place';

const NUMBERS = [
  ...['replicas', 'revisionHistoryLimit', 'minReadySeconds', 'progressDeadlineSeconds', 'backoffLimit'],
  ...['parallelism', 'completions', 'ttlSecondsAfterFinished', 'activeDeadlineSeconds'],
];
const PROGRESS_SECONDS = 600;

/** What the API server asks of whatever makes pods. */
export function controller(place: Place, kind: string): void {
  const spec = place.at('spec');
  spec.mustAt(NUMBERS, notNegative);
  selector(spec.at('selector'));
  if (kind === 'Job') job(place);
  else {
    const { value } = spec.at('selector');
    const selects =
      isMap(value) && ['matchLabels', 'matchExpressions'].some((key) => size(spec.at('selector', key)) > 0);
    if (isMap(value) && !selects) spec.at('selector').wrong('a label at least');
  }
  if (kind === 'Deployment') deployment(spec);
  if (kind === 'StatefulSet') statefulSet(place);
}

const size = (place: Place): number => place.keys().length + place.each().length;

function deployment(spec: Place): void {
  const ready = spec.at('minReadySeconds');
  const deadline = spec.at('progressDeadlineSeconds').value ?? PROGRESS_SECONDS;
  if (typeof ready.value === 'number' && typeof deadline === 'number' && ready.value >= deadline)
    ready.wrong(`less than progressDeadlineSeconds, ${deadline}`);
  const rolling = spec.at('strategy', 'rollingUpdate');
  if (spec.at('strategy', 'type').value === 'Recreate' && rolling.exists) rolling.wrong('nothing beside Recreate');
  const [surge, unavailable] = [rolling.at('maxSurge'), rolling.at('maxUnavailable')];
  for (const each of [surge, unavailable]) each.must(notNegative);
  surge.must(percentage);
  unavailable.must(percentage, upToAll);
  if (isNone(surge) && isNone(unavailable)) unavailable.wrong('1 or more where maxSurge is 0');
}

const isNone = ({ value }: Place): boolean => value === 0 || value === '0%';

function statefulSet(place: Place): void {
  const spec = place.at('spec');
  place.at('metadata', 'name').must(label);
  spec.at('serviceName').must(orEmpty(label));
  const update = spec.at('updateStrategy');
  if (update.at('type').value === 'OnDelete' && update.at('rollingUpdate').exists)
    update.at('rollingUpdate').wrong('nothing beside OnDelete');
  for (const template of spec.at('volumeClaimTemplates').each()) {
    metadata(template.at('metadata'));
    claim(template.at('spec'));
  }
}

function job(place: Place): void {
  const spec = place.at('spec');
  // The controller writes the name into a label of its pods.
  place.at('metadata', 'name').must(text('at most 63 characters', (name) => name.length <= 63));
  if (spec.at('selector').exists && spec.at('manualSelector').value !== true)
    spec.at('selector').wrong('nothing: the controller makes it');
}

/** What is asked of a claim, or of the template of one. */
export function claim(spec: Place): void {
  const modes = spec.at('accessModes');
  if (modes.each().length === 0) modes.wrong('one mode at least');
  if (modes.each().length > 1 && modes.each().some(({ value }) => value === 'ReadWriteOncePod'))
    modes.wrong('no other mode beside ReadWriteOncePod');
  const storage = spec.at('resources', 'requests', 'storage');
  if (!storage.exists || (amount(storage.value) ?? 1) <= 0) storage.wrong('more than 0');
  spec.at('storageClassName').must(orEmpty(subdomain));
}
