/** Where the time comes from, in ms since epoch. */
export type Now = () => number;

/** The time of day when the process began, plus what has passed since: setting the clock changes nothing. */
export const monotonicNow: Now = () => performance.timeOrigin + performance.now();
