/** What the process ends with; the same for every command. */
export const EXIT = {
  fine: 0,
  /** Errors were found, or something differs. */
  findings: 1,
  /** Wrong usage or configuration. */
  usage: 2,
  /** Disk, SSH or cluster did not let us. */
  couldNot: 3,
} as const;
