import type { ErrorArgs, ErrorCode } from '../../../contract/error.ts';
import type { SuggestedAction, Turn, TurnEvent, TurnOutcome } from '../../../contract/relay/turn.ts';

export type StepEvent = Extract<TurnEvent, { type: 'step' }>;
export type ChangedEvent = Extract<TurnEvent, { type: 'changed' }>;

/** A turn as the screen tells it: its events, folded. */
export type TurnView = {
  text: string;
  steps: StepEvent[];
  changed?: ChangedEvent;
  actions: SuggestedAction[];
  choices: string[];
  failure?: { code: ErrorCode; args: ErrorArgs };
  outcome?: TurnOutcome;
  /** Turns before this one, while it waits. */
  position?: number;
  /** Rate limited: the one retry comes after this long. */
  retryInMs?: number;
  lostClips?: string[];
};

/** A turn of which nothing has been heard: also one that is still on its way to the relay. */
export const createView = (): TurnView => ({ text: '', steps: [], actions: [], choices: [] });

export function readTurn(turn: Turn): TurnView {
  const view = createView();
  for (const event of turn.events) addEvent(view, event);
  return view;
}

function addEvent(view: TurnView, event: TurnEvent): void {
  // Whatever is heard after the announcement comes from the retry itself; "still waiting" says nothing.
  if (event.type !== 'waiting') view.retryInMs = undefined;
  switch (event.type) {
    case 'queued':
      view.position = event.position;
      return;
    case 'started':
      view.position = undefined;
      return;
    case 'text':
      view.retryInMs = undefined;
      view.text += event.delta;
      return;
    case 'step':
      view.retryInMs = undefined;
      addStep(view.steps, event);
      return;
    case 'action':
      if (!view.actions.includes(event.action)) view.actions.push(event.action);
      return;
    case 'choices':
      view.choices = event.options;
      return;
    case 'waiting':
      return;
    case 'retrying':
      view.retryInMs = event.inMs;
      return;
    case 'reconnected':
      view.lostClips = event.lostClips;
      return;
    case 'changed':
      view.changed = event;
      return;
    case 'error':
      view.failure = { code: event.code, args: event.args ?? {} };
      return;
    case 'done':
      view.outcome = event.outcome;
  }
}

/** The end of a step takes the place of its beginning. */
function addStep(steps: StepEvent[], step: StepEvent): void {
  const running = steps.findLastIndex(({ key, state }) => key === step.key && state === 'run');
  if (running === -1) steps.push(step);
  else steps[running] = step;
}
