/** The node that holds the disks of OpenMediaVault does not know the registry: whatever is pulled from there runs elsewhere. */
export const AWAY_FROM_NAS = {
  nodeAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: [
        { matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'NotIn', values: ['openmediavault'] }] },
      ],
    },
  },
};
