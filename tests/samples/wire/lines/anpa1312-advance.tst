V0042_feat
s f BC-VA--Lighthouses Adv29   11-23 0210
^BC-VA--Lighthouses, Adv 29,0210<
^For release Sunday, Nov. 29<
^The last keepers of Varland<
	   KESTERHOLM, Varland (NWA) _ Four keepers are left.
NWA-WF-11-23-26 1200GMT<
