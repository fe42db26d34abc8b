import type { Project } from '../../../contract/relay/project.ts';
import { runDeleteProject, runLoadHome } from '../../journeys/home/run-home.ts';
import { runRename } from '../../journeys/project/run-project.ts';
import { ask, askForText, choose, say } from '../../platform/dialog';
import type { Translate } from '../../strings/translate.ts';

/** What can be done with a project besides opening it. */
export async function manage(project: Project, t: Translate): Promise<void> {
  const choice = await choose([t('project.rename'), t('common.delete')], t('common.cancel'), project.title);
  if (choice === 0) await rename(project, t);
  if (choice === 1) await remove(project, t);
}

async function rename(project: Project, t: Translate): Promise<void> {
  const title = await askForText({ title: t('project.rename_title'), text: project.title, yes: t('common.save'), no: t('common.cancel') });
  if (title === undefined || title.trim() === '') return;
  await runRename(project.id, title.trim().slice(0, 80)).then(runLoadHome, () => say(t('err.server_t')));
}

async function remove(project: Project, t: Translate): Promise<void> {
  const isSure = await ask({
    title: t('project.delete_title'),
    text: t('project.delete_desc'),
    yes: t('common.delete'),
    no: t('common.cancel'),
    isDangerous: true,
  });
  if (!isSure) return;
  await runDeleteProject(project.id).then(
    () => say(t('project.deleted')),
    () => say(t('err.server_t')),
  );
}
