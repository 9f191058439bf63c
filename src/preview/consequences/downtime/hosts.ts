import { consequence } from '../consequence';
import type { Judge } from '../judge';

/** Machines that start anew, or that nobody looks after any more. */
export const hosts: Judge = ({ hosts: all }) =>
  all.flatMap(({ what, host, commands }) => {
    if (what === 'removed') return [consequence('downtime/host-removed', { host }, { about: [host] })];
    if (what === 'added') return [];
    return commands.flatMap(({ what: how, name, reboots, because }) =>
      reboots && how !== 'removed'
        ? [consequence('downtime/reboot', { host, command: name, because }, { about: [host] })]
        : [],
    );
  });
