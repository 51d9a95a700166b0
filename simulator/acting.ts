/** Carries out the actions of a story, each unless it is left out or finds nothing to do. */
import { ServicePriced } from '../src/domain/clinic/facts.ts'
import { newFact } from '../src/domain/fact.ts'
import type { Action } from './actions.ts'
import { PRESENT_EDITION, type Pc } from './desk/desk.ts'
import { diskFrom, imageOf, type Image } from './desk/disk.ts'
import { ofTheStory, type Fleet } from './desk/fleet.ts'
import { EARLIER_EDITION } from './editions.ts'
import { BACKUP_OF_ORIGIN, priceLine, SERVICES } from './origin.ts'
import type { Processes } from './processes.ts'
import type { Scene } from './scene.ts'

const MOST_PCS = 6

export const openActing = (scene: Scene, processes: Processes, fleet: Fleet): ((action: Action) => Promise<void>) => {
  const { office, chance, story, pcs, witness } = scene
  const images = new Map<string, Image>()
  if (scene.mood.setBackPcs) for (const pc of pcs) images.set(`${pc.name} at the start`, imageOf(pc.disk))
  let backups = 0

  const work = (pc: Pc, action: Action & { kind: 'work' }): void => {
    const life = fleet.alive(pc)
    if (life === null) return
    // People work while a round is under way: what it does next is counted on from where it was.
    const { doing, statements } = life
    life.doing = `${action.name} (${pc.name} works)`
    life.statements = 0
    try {
      story.note(`${pc.name} ${action.work({ desk: life.desk, chance, name: action.name }) ?? 'has nothing to do'}`)
    } catch (error) {
      if (!ofTheStory(error)) throw error
      story.note(`${pc.name} could not: ${error instanceof Error ? error.message : String(error)}`)
    }
    life.doing = doing
    life.statements = statements
    if (life.dead) fleet.die(pc)
  }

  const changePrice = (name: string): void => {
    const id = chance.pick(`${name} service`, SERVICES)
    const price = priceLine(1 + SERVICES.indexOf(id), 1000 + chance.below(`${name} price`, 5000))
    const fact = newFact(ServicePriced, 'service', id, price)
    processes
      .record(name, [{ author: { staff: null, clinic: null }, at: scene.time, fact }])
      .catch((error: unknown) => story.note(`head office could not: ${String(error)}`))
  }

  const setBack = async (pc: Pc, image: Image): Promise<void> => {
    fleet.die(pc)
    witness.losing()
    pc.disk.database.close()
    pc.disk = diskFrom(image)
    await witness.lost()
  }

  const restore = async (): Promise<void> => {
    processes.endAll()
    await processes.quiet()
    witness.losing()
    await witness.restoring()
    await office.restore(backups === 0 ? BACKUP_OF_ORIGIN : `backup ${backups}`)
    await witness.lost()
  }

  return async (action) => {
    const pc = pcs[action.desk % pcs.length]
    if (pc === undefined) return
    const happens = (text: string): boolean => story.happens({ name: action.name, text: `${action.name}: ${text}` })
    switch (action.kind) {
      case 'work':
        if (happens(`${pc.name} is worked at`)) work(pc, action)
        return
      case 'synchronise':
        if (happens(`${pc.name} synchronises`)) fleet.synchronise(pc, action.name)
        return
      case 'time passes':
        if (happens(`${action.milliseconds / 60_000} minutes pass`)) scene.time += action.milliseconds
        return
      case 'clock jumps':
        if (happens(`the clock of ${pc.name} shows ${Math.round(action.skewMs / 60_000)} minutes too much`))
          pc.skewMs = action.skewMs
        return
      case 'power cut':
        if (happens(`the power of ${pc.name} goes`)) fleet.die(pc)
        return
      case 'process ends':
        if (happens(`process ${action.process + 1} of head office ends`)) processes.end(action.process)
        return
      case 'head office prices':
        if (happens('head office changes a price')) changePrice(action.name)
        return
      case 'disk is copied':
        if (happens(`the disk of ${pc.name} is copied`)) images.set(`${pc.name} at ${action.name}`, imageOf(pc.disk))
        return
      case 'disk is set back': {
        const own = [...images.keys()].filter((name) => name.startsWith(`${pc.name} at`))
        const image = own.length === 0 ? undefined : images.get(chance.pick(`${action.name} image`, own))
        if (image !== undefined && happens(`${pc.name} is set back to an older copy of its disk`))
          await setBack(pc, image)
        return
      }
      case 'disk is cloned': {
        if (pcs.length >= MOST_PCS || !happens(`the disk of ${pc.name} is put into a second PC as well`)) return
        const disk = diskFrom(imageOf(pc.disk))
        pcs.push({ ...pc, name: `clone ${pcs.length + 1} of ${pc.name}`, disk, life: null, lives: 0 })
        return
      }
      case 'backup':
        if (!happens('head office is backed up')) return
        backups += 1
        await office.backUp(`backup ${backups}`)
        return
      case 'restore':
        if (happens('head office is restored from its last backup')) await restore()
        return
      case 'version changes': {
        const edition = action.older ? EARLIER_EDITION : PRESENT_EDITION
        const which = action.older ? 'earlier' : 'present'
        if (edition === pc.edition || !happens(`${pc.name} gets the ${which} version of the program`)) return
        fleet.die(pc)
        pc.edition = edition
      }
    }
  }
}
