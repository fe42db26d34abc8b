import { version } from '../config.ts';
import { chatStore } from '../journeys/chat/run-chat.ts';
import { readTurn } from '../journeys/chat/turn.ts';
import { exportStore } from '../journeys/export/run-export.ts';
import { lookStore } from '../journeys/settings/run-settings.ts';

/** About the app alone, where no project is open. */
export function readAppDiagnosis(): string {
  const { theme, language, fontScale } = lookStore.read();
  return [`saycut ${version}`, `${theme} ${language} ${fontScale}`, new Date().toISOString()].join('\n');
}

/** Ids and codes for whoever helps: they leave the app by the clipboard alone and never reach the screen. */
export function readDiagnosis(projectId: string): string {
  const { turns } = chatStore(projectId).read();
  const last = turns.at(-1);
  const job = exportStore(projectId).read();
  const lines = [
    `project ${projectId}`,
    last ? `turn ${last.id} seq ${last.lastSeq} ${readTurn(last).failure?.code ?? readTurn(last).outcome ?? last.state}` : '',
    `export ${job.step}${job.step === 'failed' ? ` ${job.failure} ${job.job?.id ?? ''}` : ''}`,
    readAppDiagnosis(),
  ];
  return lines.filter((line) => line !== '').join('\n');
}
