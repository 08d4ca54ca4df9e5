import { fromNow, moment } from '../format/times.ts';

interface Props {
  readonly at: string;
  /** `ago` says how long ago, `both` the time first. Default `time`. */
  readonly as?: 'time' | 'ago' | 'both';
}

/** A point in time in the reader's time zone. */
export function Moment({ at, as = 'time' }: Props) {
  const time = moment(at);
  const ago = fromNow(at);
  return (
    <time dateTime={at} title={new Date(at).toString()}>
      {as === 'time' ? time : as === 'ago' ? ago : `${time} (${ago})`}
    </time>
  );
}
