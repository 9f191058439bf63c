/** The runbook keeps services and builds off this node (services.yaml of HolmOS: it does not know the registry for an insecure one). */
export const AWAY_FROM_NAS = {
  nodeAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: [
        { matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'NotIn', values: ['openmediavault'] }] },
      ],
    },
  },
};
