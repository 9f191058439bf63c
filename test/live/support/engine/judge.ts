import { referencesIn } from '../../../../src/backends/pulumi/plan';
import type { Plan, ResourceId } from '../../../../src/backends/pulumi/resource';

/** What began before something that its plan has first had ended. */
export function tooEarly(plan: Plan, log: readonly string[]): string[] {
  const at = new Map(log.map((line, i) => [line, i]));
  const parts = (id: ResourceId): ResourceId[] => [
    id,
    ...plan.filter(({ parent }) => parent === id).flatMap((child) => parts(child.id)),
  ];
  return plan.flatMap(({ id, options, inputs }) => {
    const began = at.get(`begin create ${id}`);
    if (began === undefined) return [];
    const first = [...options.dependsOn.flatMap(parts), ...referencesIn(inputs)];
    const late = first.filter(
      (one) => at.has(`begin create ${one}`) && !((at.get(`end create ${one}`) ?? began) < began),
    );
    return late.map((one) => `${id} began before ${one} had ended`);
  });
}
