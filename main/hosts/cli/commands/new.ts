import { resolve } from 'node:path';
import { text } from '../../../model/text.ts';
import { siteFiles } from '../../open-session.ts';
import type { CommandModule } from '../command.ts';

export const register: CommandModule['register'] = (program, run, say) => {
  program
    .command('new')
    .argument('<name>', say('站点文件名，可省略 .ferry', 'name of the site file, with or without .ferry'))
    .description(say('新建站点文件', 'make a new site file'))
    .action((name: string) =>
      run(async ({ output }) => {
        const path = resolve(name.endsWith('.ferry') ? name : `${name}.ferry`);
        siteFiles.create(path, { isPractice: false }).close();
        output.result({ path }, [output.say(text(`已新建站点文件 ${path}`, `Made the site file ${path}`))]);
        return 0;
      })(),
    );
};
