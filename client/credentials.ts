import { ClientError, clientError } from './error.js';

/** What a server's login plugin wants as proof. */
export type Credentials = Readonly<Record<string, unknown>> | undefined;

/** Gives the credentials for one attempt. */
export type CredentialsProvider = () => Credentials | PromiseLike<Credentials>;

/** Whoever waits for credentials. */
export interface CredentialsTaker {
  had(credentials: Credentials): void;
  failed(error: ClientError): void;
}

/** Asks for credentials. What is there at once is handed over at once. */
export function askForCredentials(provider: CredentialsProvider | undefined, { had, failed }: CredentialsTaker): void {
  const refused = (error: unknown) => failed(error instanceof ClientError ? error : unknownFailure(error));
  const given = (credentials: Credentials): void => {
    let copy: Credentials;
    try {
      copy = credentials && JSON.parse(JSON.stringify(credentials));
    } catch (error) {
      refused(error);
      return;
    }
    had(copy);
  };
  let found: ReturnType<CredentialsProvider>;
  try {
    found = provider?.();
  } catch (error) {
    refused(error);
    return;
  }
  if (isPromise(found)) found.then(given, refused);
  else given(found);
}

function unknownFailure(error: unknown): ClientError {
  return clientError('CLIENT_CREDENTIALS', { cause: error instanceof Error ? error.message : String(error) });
}

function isPromise(found: ReturnType<CredentialsProvider>): found is PromiseLike<Credentials> {
  return typeof found?.then === 'function';
}
