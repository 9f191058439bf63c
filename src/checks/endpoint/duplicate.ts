import { finding } from '../../diagnostics/finding';
import type { Check } from '../check';

/** Endpoints of one component that have one name. An external one is not of the component that connects to it. */
export const endpoints: Check = ({ graph }) => {
  const seen = new Set<string>();
  const ours = graph.endpoints.filter(({ exposure }) => exposure !== 'external');
  return ours.flatMap(({ component, name, at }) => {
    const endpoint = `${graph.environment}/${component}/${name}`;
    if (!seen.has(endpoint)) {
      seen.add(endpoint);
      return [];
    }
    return [finding('endpoint/duplicate', { endpoint }, { paths: [endpoint], at })];
  });
};
