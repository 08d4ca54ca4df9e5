import { DefaultFailureConverter, type FailureConverter } from '@temporalio/common';

type Conversion = Parameters<FailureConverter['errorToFailure']>;
type ProtoFailure = ReturnType<FailureConverter['errorToFailure']>;

/** What Temporal's UI shows in place of a message that it cannot decode; every SDK uses this text. */
const encodedMessage = 'Encoded failure';

/**
 * Puts the message and the stack trace of a failure, and of its causes, into a payload, which a codec encrypts. The SDK's own option does so
 * by changing the failure it was given: one that is sent a second time would have lost its message.
 */
export class EncodedFailureConverter extends DefaultFailureConverter {
  override errorToFailure(...[error, payloads, context]: Conversion): ProtoFailure {
    const failure = this.errorToFailureInner(error, payloads, context);
    const attributes = { message: failure.message, stack_trace: failure.stackTrace };
    return {
      ...failure,
      message: encodedMessage,
      stackTrace: '',
      encodedAttributes: payloads.toPayload(attributes, context),
    };
  }
}
