/** Keeps pods with these labels on different nodes, as far as there are some. */
export function spread(matchLabels: Readonly<Record<string, string>>) {
  return {
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey: 'kubernetes.io/hostname',
        whenUnsatisfiable: 'ScheduleAnyway',
        labelSelector: { matchLabels },
      },
    ],
  };
}
