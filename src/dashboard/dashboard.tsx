import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Pages } from './pages/pages.tsx';
import { theme, variables } from './theme.ts';

const queries = new QueryClient({ defaultOptions: { queries: { staleTime: 10_000 } } });

/** The whole web application. */
export function Dashboard() {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto">
      <QueryClientProvider client={queries}>
        <Pages />
      </QueryClientProvider>
    </MantineProvider>
  );
}
