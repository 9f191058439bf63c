import { consequence } from '../consequence';
import type { Judge } from '../judge';

/** What starts or runs again on machines outside Kubernetes. */
export const hosts: Judge = ({ hosts: all }) =>
  all.flatMap(({ what, host, restarts, commands }) => {
    if (what !== 'changed') return [];
    return [
      ...restarts.map((unit) => consequence('restart/unit', { host, unit }, { about: [host] })),
      ...commands.flatMap(({ what: how, name, because, reboots }) =>
        reboots || how === 'removed'
          ? []
          : [consequence('restart/command', { host, command: name, because }, { about: [host] })],
      ),
    ];
  });
