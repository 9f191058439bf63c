import { error, warning } from '../entry';

/** Acknowledgements of warnings. */
export const acknowledgement = {
  'acknowledgement/unused': warning<{ code: string }>({
    message: ({ code }) => `the acknowledgement of ${code} matches no finding`,
    fix: () => 'remove it',
    explain:
      'The finding that it accepted no longer exists. If the acknowledgement stays, it hides the next finding of this code before a person has reviewed it.',
  }),
  'acknowledgement/expired': warning<{ code: string; until: string }>({
    message: ({ code, until }) => `the acknowledgement of ${code} ended on ${until}`,
    fix: () => 'fix the problem, or accept it again with a reason and a new date',
    explain: 'An acknowledgement has an end date, so that a person reviews the problem again.',
  }),
  'acknowledgement/bad-date': error<{ code: string; until: string }>({
    message: ({ code, until }) =>
      `the acknowledgement of ${code} ends on '${until}', expected a date such as 2027-01-31`,
    fix: () => 'write the last day of the acknowledgement as YYYY-MM-DD',
    explain: 'An acknowledgement ends on a date. Without a valid date it would hide the finding for ever.',
  }),
  'acknowledgement/of-error': error<{ code: string }>({
    message: ({ code }) => `${code} is an error: errors cannot be acknowledged`,
    fix: () => 'fix the problem',
    explain: 'Warnings can be accepted for a time; an error means that the result would not work.',
  }),
};
