import { error, warning } from '../entry';

/** Acknowledgements of warnings. */
export const acknowledgement = {
  'acknowledgement/unused': warning<{ code: string }>({
    message: ({ code }) => `nothing is silenced by the acknowledgement of ${code}`,
    fix: () => 'remove it',
    explain: 'What it accepted is gone. Left in place it would silence the next one, which nobody has looked at.',
  }),
  'acknowledgement/expired': warning<{ code: string; until: string }>({
    message: ({ code, until }) => `${code} was accepted until ${until}, which is past`,
    fix: () => 'put it right, or accept it anew with a reason and a date',
    explain: 'An acknowledgement is for a time, so that somebody looks again.',
  }),
  'acknowledgement/bad-date': error<{ code: string; until: string }>({
    message: ({ code, until }) => `${code} is accepted until '${until}', expected a day like 2027-01-31`,
    fix: () => 'write the last day on which it is accepted',
    explain: 'An acknowledgement ends on a day. One that cannot be read would silence for ever.',
  }),
  'acknowledgement/of-error': error<{ code: string }>({
    message: ({ code }) => `${code} is an error: errors cannot be acknowledged`,
    fix: () => 'put it right',
    explain: 'Warnings can be accepted for a time; an error means that the result would not work.',
  }),
};
