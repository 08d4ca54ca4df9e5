import { Button, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { signIn } from '../api/session.ts';
import { Failure } from '../parts/failure.tsx';

/** Asks for a key, once. */
export function SignIn() {
  const queries = useQueryClient();
  const [key, setKey] = useState('');
  const [error, setError] = useState<Error>();
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
          <Text>This server asks for a key. An administrator makes one for you.</Text>
          <PasswordInput
            label="Key"
            autoComplete="current-password"
            visibilityToggleButtonProps={{ 'aria-label': 'Show the key' }}
            value={key}
            onChange={({ currentTarget }) => setKey(currentTarget.value)}
          />
          {error && <Failure error={error} />}
          <Button type="submit" disabled={key.trim() === ''}>
            Sign in
          </Button>
        </Stack>
      </form>
    </main>
  );
}
