import { Button, Divider, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { providerAddress, signIn, signInOutcome } from '../api/session.ts';
import { Failure } from '../parts/failure.tsx';
import { Notice } from '../parts/notice.tsx';

/** How a sign-in ended with the provider, by the code that the server led here with. */
const outcomes: Readonly<Record<string, string>> = {
  'sign-in-stale': 'This sign-in took too long, or began in another browser. Sign in again.',
  'sign-in-refused': 'Your provider did not sign you in.',
  'no-role': 'You have an account, but none of your groups may use Shelfcast. An administrator can add one.',
  'issuer-unreachable': 'Your provider cannot be reached now. Try again in a while.',
};

/** Asks for a key, once, or leads to the provider that people sign in with. */
export function SignIn({ mayUseProvider }: { readonly mayUseProvider: boolean }) {
  const queries = useQueryClient();
  const [key, setKey] = useState('');
  const [error, setError] = useState<Error>();
  const outcome = new URLSearchParams(location.search).get(signInOutcome);
  const submit = async (): Promise<void> => {
    try {
      await signIn(key.trim());
      await queries.invalidateQueries();
    } catch (thrown) {
      setError(thrown instanceof Error ? thrown : new Error(String(thrown)));
    }
  };
  return (
    <main style={{ maxWidth: 420, margin: '15vh auto 0', padding: 16 }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Stack>
          <Title order={1}>Shelfcast</Title>
          {outcome !== null && (
            <Notice tone="bad" title={outcomes[outcome] ?? 'You were not signed in. Try again.'} urgent />
          )}
          {mayUseProvider ? (
            <>
              <Button component="a" href={providerAddress()}>
                Sign in with your account
              </Button>
              <Divider label="or with a key" />
            </>
          ) : (
            <Text>This server asks for a key. An administrator makes one for you.</Text>
          )}
          <PasswordInput
            label="Key"
            autoComplete="current-password"
            visibilityToggleButtonProps={{ 'aria-label': 'Show the key' }}
            value={key}
            onChange={({ currentTarget }) => setKey(currentTarget.value)}
          />
          {error && <Failure error={error} />}
          <Button type="submit" variant={mayUseProvider ? 'default' : 'filled'} disabled={key.trim() === ''}>
            {mayUseProvider ? 'Sign in with the key' : 'Sign in'}
          </Button>
        </Stack>
      </form>
    </main>
  );
}
