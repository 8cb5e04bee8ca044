import { Fragment } from 'react';

/** An ARN, or any name of an actor: where it is too long for its line, it breaks after a colon or a slash. */
export function Arn({ text }: { text: string }) {
  return text.split(/(?<=[:/])/).map((part, at) => <Fragment key={at}>{at > 0 && <wbr />}{part}</Fragment>);
}
