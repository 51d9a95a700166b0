/** Tasks, as calls from the window. */
import { implement } from '@orpc/server'
import { tasksContract } from '../../contract/tasks.ts'
import { enter, type CallContext } from '../api/context.ts'
import { conflictTasks, countConflictTasks } from './conflicts.ts'

const os = implement(tasksContract).$context<CallContext>()

export const tasksRoutes = {
  list: os.list.handler(({ context }) => {
    const { desk, actor } = enter(context, 'see-patients')
    return [...conflictTasks(desk, actor.clinic)]
  }),
  count: os.count.handler(({ context }) => {
    const { desk, actor } = enter(context, 'see-patients')
    return { open: countConflictTasks(desk, actor.clinic) }
  })
}
