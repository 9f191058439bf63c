import { finding } from '../diagnostics/finding';
import type { Check } from './check';

/** Endpoints of one component that have one name. */
export const endpoints: Check = ({ graph }) => {
  const seen = new Set<string>();
  return graph.endpoints.flatMap(({ component, name, at }) => {
    const endpoint = `${graph.environment}/${component}/${name}`;
    if (!seen.has(endpoint)) {
      seen.add(endpoint);
      return [];
    }
    return [finding('endpoint/duplicate', { endpoint }, { paths: [endpoint], at })];
  });
};
