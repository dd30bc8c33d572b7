/** 256 short words that are told apart by ear, one for each byte. The order is part of the format: never change it. */
export const fingerprintWords: readonly string[] = `
actor agent alarm album amber angel ankle apple arrow atlas attic award bacon badge bagel baker bamboo banana
barrel basin basket beach beaver bench berry bishop blanket bonus bottle bread brick bridge bronze broom bucket
butter button cabin cactus camel camera canal candle canoe canvas carbon cargo carpet carrot castle cattle cedar
cement census chapel cherry chess chicken circle circus citrus clinic clock cloud clover cobalt cobra cocoa
coffee comet copper coral cotton cousin coyote crayon cricket crystal curtain cushion dagger daisy dancer desert
diamond dinner doctor dolphin donkey dragon eagle earth easel echo elbow engine envelope fabric falcon farmer
feather fiddle finger flute forest fossil fountain galaxy garden garlic ginger giraffe glacier glove goblet
guitar hammer harbor harvest hazel helmet hermit honey hotel igloo insect island ivory jacket jaguar jasmine
jelly jigsaw jungle kayak kettle kitchen kiwi ladder lagoon lantern laser lemon leopard lettuce lizard lobster
locket magnet mango maple marble meadow melon mentor mirror monkey mosaic muffin museum napkin needle nephew
nickel noodle notebook nugget oasis ocean octopus olive onion opera orchid otter oxygen oyster paddle palace
panda panther papaya parrot peanut pebble pelican pencil pepper piano pigeon pilot pirate planet pocket potato
puppet puzzle pyramid quartz rabbit radar raven ribbon river robin rocket saddle salmon sandal saturn scooter
seven shadow silver siren sketch spider spinach sponge squirrel statue stereo sugar sunset tablet tango teapot
temple tiger timber toast tomato tractor trumpet tulip tunnel turtle tuxedo umbrella unicorn vacuum valley
vanilla velvet violin volcano waffle walnut walrus willow window wizard yellow yogurt zebra zipper
`
  .trim()
  .split(/\s+/);
