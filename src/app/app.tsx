import './platform/old-engines.ts';
import { type PropsWithChildren, type ReactNode, useEffect } from 'react';
import './app.css';
import './components/styles.ts';
import { startSettings } from './journeys/settings/run-settings.ts';
import { startUpdates } from './journeys/settings/run-updates.ts';
import { warmUp } from './relay.ts';

startSettings();

export default function App({ children }: PropsWithChildren): ReactNode {
  useEffect(() => {
    // Signing in early saves the first tap the wait; a failure shows where it matters.
    void warmUp().catch(() => undefined);
    startUpdates();
  }, []);
  return children;
}
