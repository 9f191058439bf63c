import type { Place } from './place';

/** Rules of a Role or ClusterRole: something may be done, with something. */
export function roleRules(rules: Place): void {
  for (const rule of rules.each()) {
    const isPath = rule.at('nonResourceURLs').each().length > 0;
    for (const field of ['verbs', ...(isPath ? [] : ['apiGroups', 'resources'])])
      if (rule.at(field).each().length === 0) rule.at(field).wrong('one at least');
  }
}
