import type { Parts } from '../parts.ts';
import { serveInstructBatch, serveReadBatch, serveStartBatch } from './batches.ts';
import { serveCancelExport } from './cancel-export.ts';
import { serveClaimProject } from './claim-project.ts';
import { serveClipFile } from './clip-file.ts';
import { serveCreateProject } from './create-project.ts';
import { serveDeleteClip } from './delete-clip.ts';
import { serveDeleteProject } from './delete-project.ts';
import { serveErasePerson } from './erase-person.ts';
import { serveExportCaptions } from './export-captions.ts';
import { serveExportFile } from './export-file.ts';
import { serveExportPoster } from './export-poster.ts';
import { serveFinishUpload } from './finish-upload.ts';
import { serveHealth } from './health.ts';
import { serveImportClip } from './import-clip.ts';
import { serveListProjects } from './list-projects.ts';
import { serveMoveToVersion } from './move-to-version.ts';
import { serveReadCredits } from './read-credits.ts';
import { serveReadExport } from './read-export.ts';
import { serveReadProject } from './read-project.ts';
import { serveReadShared } from './read-shared.ts';
import { serveJoinBatch, serveSplitProject } from './regroup.ts';
import { serveRenameProject } from './rename-project.ts';
import type { App } from './serve.ts';
import { serveShareExport } from './share-export.ts';
import { serveSignIn } from './sign-in.ts';
import { serveSignOut } from './sign-out.ts';
import { serveStartExport } from './start-export.ts';
import { serveStartTurn } from './start-turn.ts';
import { serveStopTurn } from './stop-turn.ts';
import { serveTurnEvents } from './turn-events.ts';
import { serveTus } from './tus.ts';
import { serveUploadClip } from './upload-clip.ts';

/** Every operation of the relay's wire. */
const operations: ((app: App, parts: Parts) => void)[] = [
  serveSignIn,
  serveSignOut,
  serveErasePerson,
  serveListProjects,
  serveCreateProject,
  serveReadProject,
  serveRenameProject,
  serveDeleteProject,
  serveMoveToVersion,
  serveClaimProject,
  serveReadCredits,
  serveUploadClip,
  serveDeleteClip,
  serveClipFile,
  serveStartTurn,
  serveStopTurn,
  serveTurnEvents,
  serveStartExport,
  serveReadExport,
  serveCancelExport,
  serveExportFile,
  serveExportPoster,
  serveExportCaptions,
  serveShareExport,
  serveReadShared,
  serveStartBatch,
  serveInstructBatch,
  serveReadBatch,
  serveSplitProject,
  serveJoinBatch,
  serveTus,
  serveFinishUpload,
  serveImportClip,
  serveHealth,
];

export function serveAll(app: App, parts: Parts): void {
  for (const operation of operations) operation(app, parts);
}
