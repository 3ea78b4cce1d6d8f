// Written by `npm run model-parameters` from `devhelp` and trial decks of ngspice-39 and devhelp of the embedded ngspice-45.2.
// biome-ignore-all format: generated

/** The device that a model's type means, or the device of each level that ngspice has. */
export const modelTypes: Readonly<Record<string, string | Readonly<Record<number, string>>>> = {
  npn: { 0: "bjt", 1: "bjt", 2: "bjt", 4: "vbic", 8: "hicum2", 9: "vbic" },
  pnp: { 0: "bjt", 1: "bjt", 2: "bjt", 4: "vbic", 8: "hicum2", 9: "vbic" },
  njf: { 0: "jfet", 1: "jfet", 2: "jfet2" },
  pjf: { 0: "jfet", 1: "jfet", 2: "jfet2" },
  nmf: { 0: "mes", 1: "mes", 2: "mesa", 3: "mesa", 4: "mesa", 5: "hfet1", 6: "hfet2" },
  pmf: { 0: "mes", 1: "mes", 2: "mesa", 3: "mesa", 4: "mesa", 5: "hfet1", 6: "hfet2" },
  nhfet: { 0: "mes", 1: "mes", 2: "mesa", 3: "mesa", 4: "mesa", 5: "hfet1", 6: "hfet2" },
  phfet: { 0: "mes", 1: "mes", 2: "mesa", 3: "mesa", 4: "mesa", 5: "hfet1", 6: "hfet2" },
  nmos: { 0: "mos1", 1: "mos1", 2: "mos2", 3: "mos3", 4: "bsim1", 5: "bsim2", 6: "mos6", 8: "bsim3", 9: "mos9", 10: "b4soi", 14: "bsim4", 49: "bsim3", 54: "bsim4", 55: "b3soifd", 56: "b3soidd", 57: "b3soipd", 58: "b4soi", 60: "soi3", 68: "hisim2", 73: "hisimhv2" },
  pmos: { 0: "mos1", 1: "mos1", 2: "mos2", 3: "mos3", 4: "bsim1", 5: "bsim2", 6: "mos6", 8: "bsim3", 9: "mos9", 10: "b4soi", 14: "bsim4", 49: "bsim3", 54: "bsim4", 55: "b3soifd", 56: "b3soidd", 57: "b3soipd", 58: "b4soi", 60: "soi3", 68: "hisim2", 73: "hisimhv2" },
  nsoi: { 0: "mos1", 1: "mos1", 2: "mos2", 3: "mos3", 4: "bsim1", 5: "bsim2", 6: "mos6", 8: "bsim3", 9: "mos9", 10: "b4soi", 14: "bsim4", 49: "bsim3", 54: "bsim4", 55: "b3soifd", 56: "b3soidd", 57: "b3soipd", 58: "b4soi", 60: "soi3", 68: "hisim2", 73: "hisimhv2" },
  psoi: { 0: "mos1", 1: "mos1", 2: "mos2", 3: "mos3", 4: "bsim1", 5: "bsim2", 6: "mos6", 8: "bsim3", 9: "mos9", 10: "b4soi", 14: "bsim4", 49: "bsim3", 54: "bsim4", 55: "b3soifd", 56: "b3soidd", 57: "b3soipd", 58: "b4soi", 60: "soi3", 68: "hisim2", 73: "hisimhv2" },
  vdmos: "vdmos",
  d: "diode",
  r: "resistor",
  res: "resistor",
  c: "capacitor",
  l: "inductor",
  sw: "switch",
  csw: "cswitch",
  urc: "urc",
  ltra: "ltra",
  txl: "transline",
  cpl: "cpllines",
};

/**
 * What a model card of each device may give, and what is only computed. `vth0*` stands for vth0 and its dependences on a transistor's
 * length, width and both: lvth0, wvth0, pvth0.
 */
export const deviceParameters: Readonly<Record<string, { readonly given: string; readonly computed: string }>> = {
  b3soidd: {
    given: "a0* a1* a2* abp* ad adice0* af agidl* ags* aii* alpha0* alpha1* as asd at b0* b1* beta0* bgidl* bii* binunit bjtoff capmod cdsc* cdscb* cdscd* cf cgdl cgdo cgeo cgsl cgso cii* cit* cjswg ckappa clc cle csdesw csdmin cth0 debug delp* delta* dii* dlc drout* dsub* dvbd0* dvbd1* dvt0* dvt0w* dvt1* dvt1w* dvt2* dvt2w* dwb* dwc dwg* edl* ef em eta0* etab* gamma1 gamma2 ic isbjt* isdif* isrec* istun* k1* k2* k3* k3b* kb1* kb3* kbjt1* keta* kf kt1 kt1l kt2 l lint ll lln lw lwl lwn m mjswg mobmod mxc* nch* ndiode* nfactor* ngate* ngidl* nlx* nmos noia noib noic noif noimod nrb nrd nrs nsub* ntun* off paramchk pbswg pclm* pd pdiblc1* pdiblc2* pdiblcb* pmos prt prwb* prwg* ps pvag* rbody rbsh rdsw* rsh rth0 shmod tbox tnom tox tsi tt u0* ua* ua1 ub* ub1 uc* uc1 ute vbm vbsa* vbx version voff* vsat* vsdfb* vsdth* vth0* vtho w w0* wint wl wln wr* ww wwl wwn xbjt xdif xj xpart xrec xt xtun",
    computed: "gds gm gm/ids gmbs ids vbs vds vdsat ves vgs vth",
  },
  b3soifd: {
    given: "a0* a1* a2* abp* ad adice0* af agidl* ags* aii* alpha0* alpha1* as asd at b0* b1* beta0* bgidl* bii* binunit bjtoff capmod cdsc* cdscb* cdscd* cf cgdl cgdo cgeo cgsl cgso cii* cit* cjswg ckappa clc cle csdesw csdmin cth0 debug delp* delta* dii* dlc drout* dsub* dvbd0* dvbd1* dvt0* dvt0w* dvt1* dvt1w* dvt2* dvt2w* dwb* dwc dwg* edl* ef em eta0* etab* gamma1 gamma2 ic isbjt* isdif* isrec* istun* k1* k2* k3* k3b* kb1* kb3* kbjt1* keta* kf kt1 kt1l kt2 l lint ll lln lw lwl lwn m mjswg mobmod mxc* nch* ndiode* nfactor* ngate* ngidl* nlx* nmos noia noib noic noif noimod nrb nrd nrs nsub* ntun* off paramchk pbswg pclm* pd pdiblc1* pdiblc2* pdiblcb* pmos prt prwb* prwg* ps pvag* rbody rbsh rdsw* rsh rth0 shmod tbox tnom tox tsi tt u0* ua* ua1 ub* ub1 uc* uc1 ute vbm vbsa* vbx version voff* vsat* vsdfb* vsdth* vth0* vtho w w0* wint wl wln wr* ww wwl wwn xbjt xdif xj xpart xrec xt xtun",
    computed: "gds gm gm/ids gmbs ids vbs vds vdsat ves vgs vth",
  },
  b3soipd: {
    given: "a0* a1* a2* acde* ad aebcp aely* af agbcp agidl* ags* ahli* alpha0* alphagb1 alphagb2 as asd at b0* b1* beta0* beta1* beta2* betagb1 betagb2 bgidl* binunit bjtoff capmod cdsc* cdscb* cdscd* cf cgdl cgdo cgeo cgsl cgso cit* cjswg ckappa clc cle csdesw csdmin cth0 ddmod debug delta* deltavox delvt* dlbg dlc dlcb drout* dsub* dtoxcv dvt0* dvt0w* dvt1* dvt1w* dvt2* dvt2w* dwb* dwbc dwc dwg* ebg ef em esatii* eta0* etab* fbjtii* fbody frbody gamma1 gamma2 ic igmod isbjt* isdif* isrec* istun* k1* k1w1* k1w2* k2* k3* k3b* kb1* keta* ketas* kf kt1 kt1l kt2 l lbjt0* ldif0 lii* lint ll llc lln ln lw lwc lwl lwlc lwn m mjswg mobmod moin* nbc nbjt* nch* ndif ndiode* nfactor* ngate* ngidl* nlx* nmos noia noib noic noif noimod nrb nrd nrecf0* nrecr0* nrs nseg nsub* ntox ntrecf ntrecr ntun* off paramchk pbswg pclm* pd pdbcp pdiblc1* pdiblc2* pdiblcb* pmos prt prwb* prwg* ps psbcp pvag* rbody rbsh rdsw* rhalo rsh rth0 shmod sii0* sii1* sii2* siid* tbox tcjswg tii tnodeout tnom tox toxqm toxref tpbswg tsi tt u0* ua* ua1 ub* ub1 uc* uc1 ute vabjt* vbm vbsusr vbx vdsatii0* vecb version vevb vgb1 vgb2 voff* voxh vrec0* vsat* vsdfb* vsdth* vth0* vtho vtun0* w w0* wint wl wlc wln wr* wth0 ww wwc wwl wwlc wwn xbjt xdif xj xpart xrec xt xtun",
    computed: "gds gm gm/ids gmbs ids vbs vds vdsat ves vgs vth",
  },
  b4soi: {
    given: "a0* a1* a2* abjtii* acde* ad ados aebcp aely* af agbcp agbcp2 agbcpd agidl* agisl* ags* ahli* ahlid* aigbcp2* aigc* aigsd* alpha0* alphagb1* alphagb2* as asd at* b0* b1* bdos beta0* beta1* beta2* betagb1* betagb2* bf bg0sub bgidl* bgisl* bigbcp2* bigc* bigsd* binunit bjtoff capmod cbjtii* cdsbs cdsc* cdscb* cdscd* cf cfrcoeff cgdl* cgdo cgeo cgidl* cgisl* cgsl* cgso cigbcp2* cigc* cigsd* cit* cjswg cjswgd ckappa* clc cle csdesw csdmin cth0 debug delta* deltavox delvt* delvt0 delvto dk2b dlbg dlc dlcb dlcig drout* dsub* dtoxcv dvbd0 dvbd1 dvt0* dvt0w* dvt1* dvt1w* dvt2* dvt2w* dvtp0* dvtp1* dvtp2* dvtp3* dvtp4* dwb* dwbc dwc dwg* easub ebg ebjtii* ef egidl* egisl* em eot epsrgate epsrox epsrsub esatii* eta0* etab* etsi eu* fbjtii* fbody fdmod fgidl* fgisl* fnoimod fprout* frbody gamma1 gamma2 gbmin gidlmod ic idbjt* iddif* idrec* idtun* igbmod igcmod igmod iiimod isbjt* isdif* isrec* istun* k1* k1b k1w1* k1w2* k2* k2b k3* k3b* kb1* keta* ketas* kf kgidl* kgisl* kt1* kt1l* kt2* ku0* kvsat kvth0* l lbjt0* ldif0 leffeot lii* lint ll llc lln llodku0 llodvth ln lodeta0 lodk2 lpe0* lpeb* lw lwc lwl lwlc lwn m mbjtii* minv* minvcv* mjswg mjswgd mobmod moin* moinfd mtrlmod nbc nbjt* nch* ndif* ndiode* ndioded* nf nfactor* ngate* ngcon ngidl* ni0sub nigc* nlx* nmos noff* nofffd noia noib noic noif nrb nrd nrecf0* nrecf0d* nrecr0* nrecr0d* nrs nsd* nseg nsub* ntnoi ntox ntrecf* ntrecr* ntun* ntund* off paramchk pbswg pbswgd pclm* pd pdbcp pdiblc1* pdiblc2* pdiblcb* pdits* pditsd* pditsl phig pigcd* pmos poxedge* prt* prwb* prwg* ps psbcp pvag* rbdb rbody rbodymod rbsb rbsh rdsmod rdsw* rdw* rdwmin rgatemod rgidl* rgisl* rhalo rnoia rnoib rsh rshg rsw* rswmin rth0 sa saref sb sbref sd shmod sii0* sii1* sii2* siid* soimod steta0 stk2 tbgasub tbgbsub tbox tcjswg tcjswgd tempeot tii tku0 tnodeout tnoia tnoib tnoimod tnom tox toxm toxp toxqm toxref tpbswg tpbswgd tsi tt tvbci u0* ua* ua1* ub* ub1* uc* uc1* ucs* ucste* ud* ud1* ute* vabjt* vbci* vbd_max vbdr_max vbm vbs0fd vbs0pd vbs_max vbsa vbsr_max vbsusr vbx vddeot vds_max vdsatii0* vecb version vevb vfb* vgb1 vgb2 vgb_max vgbr_max vgd_max vgdr_max vgs_max vgsr_max vgstcvmod voff* voffcv* vofffd voxh vrec0* vrec0d* vsat* vsce vsdfb* vsdth* vth0* vtho vtun0* vtun0d* w w0* w0flk weffeot wint wl wlc wln wlod wlodku0 wlodvth wr* wth0 ww wwc wwl wwlc wwn xbjt* xdif* xdifd* xgl xgw xj* xpart xrcrg1* xrcrg2* xrec* xrecd* xt xtun* xtund*",
    computed: "capbd capbs cbd cbg cbs cdd cdg cds cgd cgg cgs gds gm gmbs gmids ibd ibs ids igb igcd igcs igd igidl igisl igs isub qb qd qg qs vbs vds vdsat ves vgs vth",
  },
  bjt: {
    given: "af area areab areac bf br c2 c4 ccs cjc cje cjs cn csub ctc cte cts d dtemp eg fc gamma ib_max ibc ibe ic ic_max icvbe icvce ik ikf ikr irb is isc ise iss itf kf m mc me mjc mje mjs ms nc ne nf nk nkf npn nr ns off pc pd_max pe pnp ps ptf qco quasimod rb rbm rc rco re rth0 sens_area subs tbf1 tbf2 tbr1 tbr2 te_max temp tf tikf1 tikf2 tikr1 tikr2 tirb1 tirb2 tis1 tis2 tisc1 tisc2 tise1 tise2 tiss1 tiss2 titf1 titf2 tlev tlevc tmjc1 tmjc2 tmje1 tmje2 tmjs1 tmjs2 tnc1 tnc2 tne1 tne2 tnf1 tnf2 tnom tnr1 tnr2 tns1 tns2 tr trb trb1 trb2 trc trc1 trc2 tre tre1 tre2 tref trm1 trm2 ttf1 ttf2 ttr1 ttr2 tvaf1 tvaf2 tvar1 tvar2 tvjc tvje tvjs va vaf var vb vbc_max vbe_max vce_max vg vjc vje vjs vo vtf xcjc xtb xtf xti",
    computed: "basenode baseprimenode cbx cexbc cmu collectorconduct colnode colprimenode cpi cqbc cqbe cqbx cqsub emitnode emitprimenode emitterconduct excessphasefactor gcsub gdsub geqbx geqcb gm gmu go gpi gx ib ie invearlyvoltf invearlyvoltr invrollofff invrolloffr p qbc qbe qbx qsub sens_cplx sens_dc sens_imag sens_mag sens_ph sens_real substnode transtimevbcfact type vbc vbe",
  },
  bsim1: {
    given: "ad af as cgbo cgdo cgso cj cjsw dell dl dw eta ic js k1 k2 kf l leta lk1 lk2 lmus ln0 lnb lnd lphi lu0 lu1 lvfb lx2e lx2ms lx2mz lx2u0 lx2u1 lx3e lx3ms lx3u1 m mj mjsw mus muz n0 nb nd nmos nrd nrs off pb pbsw pd phi pmos ps rsh temp tox u0 u1 vbs vdd vds vfb vgs w wdf weta wk1 wk2 wmus wn0 wnb wnd wphi wu0 wu1 wvfb wx2e wx2ms wx2mz wx2u0 wx2u1 wx3e wx3ms wx3u1 x2e x2ms x2mz x2u0 x2u1 x3e x3ms x3u1 xpart",
    computed: "",
  },
  bsim2: {
    given: "ad af ai0 aib as bi0 bib cgbo cgdo cgso cj cjsw dell dl dw eta0 etab ic js k1 k2 kf l lai0 laib lbi0 lbib leta0 letab lk1 lk2 lmu0b lmu20 lmu2b lmu2g lmu30 lmu3b lmu3g lmu40 lmu4b lmu4g lmus0 lmusb ln0 lnb lnd lphi lu10 lu1b lu1d lua0 luab lub0 lubb lvfb lvghigh lvglow lvof0 lvofb lvofd m mj mjsw mu0 mu0b mu20 mu2b mu2g mu30 mu3b mu3g mu40 mu4b mu4g mus0 musb n0 nb nd nmos nrd nrs off pb pbsw pd phi pmos ps rsh temp tox u10 u1b u1d ua0 uab ub0 ubb vbb vbs vdd vds vfb vgg vghigh vglow vgs vof0 vofb vofd w wai0 waib wbi0 wbib wdf weta0 wetab wk1 wk2 wmu0b wmu20 wmu2b wmu2g wmu30 wmu3b wmu3g wmu40 wmu4b wmu4g wmus0 wmusb wn0 wnb wnd wphi wu10 wu1b wu1d wua0 wuab wub0 wubb wvfb wvghigh wvglow wvof0 wvofb wvofd xpart",
    computed: "",
  },
  bsim3: {
    given: "a0* a1* a2* acde* acm acnqsmod ad af ags* alpha0* alpha1* as at* b0* b1* beta0* binunit calcacm capmod cdsc* cdscb* cdscd* cf* cgbo cgdl* cgdo cgsl* cgso cit* cj cjsw cjswg ckappa* clc* cle* delta* delvto dlc drout* dsub* dvt0* dvt0w* dvt1* dvt1w* dvt2* dvt2w* dwb* dwc dwg* ef elm* em eta0* etab* gamma1* gamma2* geo hdif ic icvbs icvds icvgs ijth js jsw k1* k2* k3* k3b* keta* kf kt1* kt1l* kt2* l ld ldif lint lintnoi ll llc lln lmax lmin lmlt lw lwc lwl lwlc lwn m mj mjsw mjswg mobmod moin* mulu0 nch* nfactor* ngate* nj nlx* nmos noff* noia noib noic noimod nqsmod nrd nrs nsub* off paramchk pb pbsw pbswg pclm* pd pdiblc1* pdiblc2* pdiblcb* pmos prt* prwb* prwg* ps pscbe1* pscbe2* pvag* rd rdc rdsw* rs rsc rsh tcj tcjsw tcjswg tnom tox toxm tpb tpbsw tpbswg u0* ua* ua1* ub* ub1* uc* uc1* ute* vbd_max vbdr_max vbm* vbs_max vbsr_max vbx* vds_max version vfb* vfbcv* vgb_max vgbr_max vgd_max vgdr_max vgs_max vgsr_max voff* voffcv* vsat* vth0* vtho* w w0* wint wl wlc wln wmax wmin wmlt wr* ww wwc wwl wwlc wwn xj* xl xpart xt* xti xw",
    computed: "capbd capbs cbd cbg cbs cdd cdg cds cgd cgg cgs cqb cqd cqg gbd gbs gds gm gmbs ibd ibs id qb qd qg vbs vds vdsat vgs vth",
  },
  bsim4: {
    given: "a0* a1* a2* acde* acnqsmod ad ados af agidl* agisl* ags* aigbacc* aigbinv* aigc* aigd* aigs* aigsd* alpha0* alpha1* as at* b0* b1* bdos beta0* bg0sub bgidl* bgisl* bigbacc* bigbinv* bigc* bigd* bigs* bigsd* binunit bvd bvs capmod cdsc* cdscb* cdscd* cf* cgbo cgdl* cgdo cgidl* cgisl* cgsl* cgso cigbacc* cigbinv* cigc* cigd* cigs* cigsd* cit* cjd cjs cjswd cjswgd cjswgs cjsws ckappad* ckappas* clc* cle* cvchargemod delta* delvt0 delvto diomod dlc dlcig dlcigd dmcg dmcgt dmci dmdg drout* dsub* dtox dvt0* dvt0w* dvt1* dvt1w* dvt2* dvt2w* dvtp0* dvtp1* dvtp2* dvtp3* dvtp4* dvtp5* dwb* dwc dwg* dwj easub ef egidl* egisl* eigbinv* em eot epsrgate epsrox epsrsub eta0* etab* eu* fgidl* fgisl* fnoimod fprout* gamma1* gamma2* gbmin geomod gidlclamp gidlmod ic idovvds igbmod igcmod ijthdfwd ijthdrev ijthsfwd ijthsrev jsd jss jswd jswgd jswgs jsws jtsd jtss jtsswd jtsswgd jtsswgs jtssws jtweff k1* k2* k2we* k3* k3b* keta* ketac* kf kgidl* kgisl* kt1* kt1l* kt2* ku0* ku0we* kvsat kvth0* kvth0we* l lambda* lc leff leffeot lint lintnoi ll llc lln llodku0 llodvth lmax lmin lodeta0 lodk2 lp* lpe0* lpeb* lw lwc lwl lwlc lwn m min minv* minvcv* mjd mjs mjswd mjswgd mjswgs mjsws mobmod moin* mtrlcompatmod mtrlmod mult_fn mult_i mult_q mulu0 ndep* nf nfactor* ngate* ngcon ni0sub nigbacc* nigbinv* nigc* njd njs njts njtsd njtssw njtsswd njtsswg njtsswgd nmos noff* noia noib noic nrd nrs nsd* nsub* ntnoi ntox* off paramchk pbd pbs pbswd pbswgd pbswgs pbsws pclm* pd pdiblc1* pdiblc2* pdiblcb* pdits* pditsd* pditsl permod phig phin* pigcd* pmos poxedge* prt* prwb* prwg* ps pscbe1* pscbe2* pvag* rbdb rbdbx0 rbdby0 rbodymod rbpb rbpbx0 rbpbxl rbpbxnf rbpbxw rbpby0 rbpbyl rbpbynf rbpbyw rbpd rbpd0 rbpdl rbpdnf rbpdw rbps rbps0 rbpsl rbpsnf rbpsw rbsb rbsbx0 rbsby0 rbsdbxl rbsdbxnf rbsdbxw rbsdbyl rbsdbynf rbsdbyw rdsmod rdsw* rdswmin rdw* rdwmin rgatemod rgeomod rgidl* rgisl* rnoia rnoib rnoic rsh rshg rsw* rswmin sa saref sb sbref sc sca scb scc scref sd steta0 stk2 tbgasub tbgbsub tcj tcjsw tcjswg tempeot tempmod teta0* tku0 tnfactor* tnjts tnjtsd tnjtssw tnjtsswd tnjtsswg tnjtsswgd tnoia tnoib tnoic tnoimod tnom toxe toxm toxp toxref tpb tpbsw tpbswg trnqsmod tvfbsdoff* tvoff* tvoffcv* u0* ua* ua1* ub* ub1* uc* uc1* ucs* ucste* ud* ud1* up* ute* vbd_max vbdr_max vbm* vbs_max vbsr_max vbx* vddeot vds_max vdseff version vfb* vfbcv* vfbsdoff* vgb_max vgbr_max vgd_max vgdr_max vgs_max vgsr_max vgsteff voff* voffcv* voffcvl voffl vsat* vth0* vtho* vtl* vtsd vtss vtsswd vtsswgd vtsswgs vtssws w w0* web wec weff weffeot wint wl wlc wln wlod wlodku0 wlodvth wmax wmin wnflag wpemod wr* ww wwc wwl wwlc wwn xgl xgw xj* xjbvd xjbvs xl xn* xpart xrcrg1* xrcrg2* xt* xtid xtis xtsd xtss xtsswd xtsswgd xtsswgs xtssws xw",
    computed: "capbd capbs cbb cbd cbg cbs cdb cdd cdg cds cgb cgd cgg cgs csb csd csg css gbd gbs gcrg gds gm gmbs gtau ibd ibs id igb igcd igcs igd igidl igisl igs isub qb qd qdef qg qinv qs vbs vds vdsat vgs vth",
  },
  capacitor: {
    given: "bv_max c cap capacitance capsw cj cjsw cox defl defw del di dtemp ic l m narrow scale sens_cap short tc1 tc2 temp thick tnom w",
    computed: "i p sens_cplx sens_dc sens_imag sens_mag sens_ph sens_real",
  },
  cpllines: {
    given: "c cpl dimension g l length neg_nodes pos_nodes r txl",
    computed: "",
  },
  cswitch: {
    given: "control csw ih it off on roff ron",
    computed: "goff gon i neg_node p pos_node",
  },
  diode: {
    given: "af area bv bv_max cj cj0 cjo cjp cjsw cta ctc cth0 ctp d dtemp eg fc fcs fv_max gap1 gap2 ib ibv ic id_max ik ikf ikr is isr isw js jsw jtun jtunsw keg kf l level lm lp m mj mjsw n nbv nr ns ntun nz off pb pd_max perim php pj rs rth0 sens_area tbv1 tcv te_max temp thermal tlev tlevc tm1 tm2 tnom tpb tphp tref trs trs1 trs2 tt ttt1 ttt2 tvj var vb vj vjsw vrb w wm wp xm xoi xom xp xti xtitun xw",
    computed: "c capcur cd charge cond gd id p qd sens_cplx sens_dc sens_imag sens_mag sens_ph sens_real vd",
  },
  hfet1: {
    given: "a1 a2 astar cds ck1 ck2 cm1 cm2 cm3 d1 d2 del delf delta deltad di dtemp epsi eta eta1 eta2 fgds gamma gatemod ggr icvds icvgs js1d js1s js2d js2s kappa klambda kmu kvto l lambda m m1d m1s m2d m2s mc mt1 mt2 mu mv1 nhfet nmax off p phfet phib rd rdi rf rg rgd rgs ri rs rsi sigma0 talpha temp tf vs vsigma vsigmat vt0 vt1 vt2 vto w",
    computed: "cd cg cgd cqgd cqgs cs dnode dprimenode gds ggd ggs gm gnode qgd qgs snode sprimenode type vgd vgs",
  },
  hfet2: {
    given: "cf d1 d2 del delta deltad di dtemp epsi eta eta1 eta2 gamma ggr icvds icvgs js klambda kmu knmax kvto l lambda m mc mu n nhfet nmax off p phfet rd rdi rs rsi sigma0 temp vs vsigma vsigmat vt0 vt1 vt2 vto w",
    computed: "cd cg cgd cqgd cqgs cs dnode dprimenode gds ggd ggs gm gnode qgd qgs snode sprimenode type vgd vgs",
  },
  hicum2: {
    given: "abet acbar af afre ahc ahjei aick ajei ajep alb alces alfav alhc alit aljei aljep alkav alqav alqf alrth alt0 alvs area basebinode basebpnode c10 cbcpar cbepar ccox ceox cfbe cjci0 cjcx0 cjei0 cjep0 cjs0 collcinode cscp0 csu cth delck dt dt0h dtsh dvgbe emiteinode f1vg f2vg favl fbc fbcpar fbe fbepar fcrbi fdqr0 fgeo flcomp flcono flnqs flsh fqi fthc gtfe hf0 hfc hfe hjci hjei ibcis ibcxs ibeis ibeps ibets ic icbar ich ireis ireps iscs it itss kavl kf kfre kt0 latb latl m mbci mbcx mbei mbep mcf mrei mrep msc msf npn off pnp qavl qp0 rbi0 rbx rci0 rcx re rhjei rsu rth subssinode t0 tbhrec tbvl tef0 temp thcs tk tnom tr tref tsf tunode type vbc_max vbe_max vcbar vce_max vces vdci vdcx vdei vdep vds vdsp version vgb vgc vge vgs vlim vpt vptci vptcx vpts vptsp zci zcx zei zep zetabet zetaci zetact zetacx zetahjei zetarbi zetarbx zetarcx zetare zetarth zetavgbe zs zsp",
    computed: "basenode betaac betadc ccs cmui cmux collnode cpii cpix crbi emitnode ft gmi gms iavl ib ibci ibei ick ie is p rb rbi rcx_t re_t rmui rmux roi rpii rpix subsnode tempnode tf vbbp vbc vbe vbici vbiei vbpbi vce vciei vsc xf1node xf2node xfnode",
  },
  hisim2: {
    given: "ad as bb bgtmp1* bgtmp2* bs1 bs2 byptol cgbo cgdo* cgso* cisb cisbk* cit cj cjsw cjswg clm1* clm2* clm3* clm5 clm6 coadov coddlt codep codfm coerrrep coflick cogidl coign coiigs coiprv coisti coisub conqs coovlp copprv coqovsm coqy corbnet corecip corg corsrd cothrml ctemp cvb cvbk ddltict ddltmax ddltslp depbb depeta depleak depleakl depleaklp depmue0 depmue0l depmue0lp depmue1 depmue1l depmue1lp depmueback0 depmueback0l depmueback0lp depmueback1 depmueback1l depmueback1lp depmueph0 depmueph1 depmuetmp depvdsef1 depvdsef1l depvdsef1lp depvdsef2 depvdsef2l depvdsef2lp depvmax depvmaxl depvmaxlp divx dly1 dly2 dly3 dtemp eg0* egig falph gbmin gdl gdld gdlp gidl1* gidl2* gidl3 gidl4 gidl5 gidl6 gidl7 gleak1* gleak2* gleak3* gleak4 gleak5 gleak6* gleak7 glkb1* glkb2* glkb3 glksd1* glksd2* glksd3 ibpc1* ibpc2* ic igtemp2 igtemp3 info js0* js0sw* kappa l lbinn level ll lld lln lmax lmin lover* lp lpext m mj mjsw mjswg mphdfm muecb0* muecb0lp muecb1* muecb1lp mueph0 mueph1* muephl muephl2 muephs muephw muephw2 muepld mueplp mueplp2 muepsp muepwd muepwp muepwp2 mueslp muesr0 muesr1* muesrl muesrw muesti1* muesti2* muesti3* mueswp muetmp* ndep* ndepl ndeplp ndepm ndepml ndepmlp ndepw ndepwp nf nfalp* nftrp* ngcon ninv* ninvd ninvdl ninvdlp nj* njsw nmos noise nover* npext npextw npextwp npextwpe nrd nrs nsti* nsubc* nsubcdfm nsubcmax nsubcsti1* nsubcsti2* nsubcsti3* nsubcw nsubcw2 nsubcwp nsubcwp2 nsubcwpe nsubp* nsubpdlt nsubpfac nsubpl nsubpsti1* nsubpsti2* nsubpsti3* nsubpw nsubpwp nsubpwpe off ovmag ovslp parl2 pb pbsw pbswg pd pgd1* pgd2 pgd4 pmos ps pt2 pt4 pt4p ptl ptlp ptp pzadd0 qme1 qme2 qme3 qyrat rbdb rbpb rbpd rbps rbsb rd rs rsh rshg sa saref sb sbref sc1* sc2* sc3* sc3vbs sc4* sca scb scc scp1* scp2* scp21 scp22 scp3* scsti1* scsti2* sd show slg slgl slglp sub1* sub1l sub1lp sub2* sub2l svbs* svbsl svbslp svds* svgs* svgsl svgslp svgsw svgswp tcjbd tcjbdsw tcjbdswg tcjbs tcjbssw tcjbsswg temp tndep tnom tox tpoly vbd_max vbdr_max vbi vbs_max vbsr_max vdiffj* vds_max vdsti version vfbc* vfbcl vfbclp vfbover* vgb_max vgbr_max vgd_max vgdr_max vgs_max vgsmin vgsr_max vmax* vover voverp vovers voversp vthsti* vtmp* vzadd0 w wbinn web wec wfc* wl wl1 wl1p wl2* wl2p wld wln wmax wmin wsti* wstil wstilp wstiw wstiwp wvth0* xgl xgw xl xld xqy xqy1 xqy2 xti xti2 xw xwd",
    computed: "capbd capbs cbd cbg cbs cdd cdg cds cgd cgg cgs gbd gbs gds gm gmbs ibd ibs ids igb igd igidl igisl igs isub qb qd qg vdsat von",
  },
  hisimhv2: {
    given: "ad as bb bgtmp1* bgtmp2* bs1 bs2 cgbo* cgdo* cgso* cisb cisbd cisbk* cisbkd* cisbks* cisbs cit cj cjd cjs cjsw cjswd cjswg cjswgd cjswgs cjsws clm1* clm2* clm3* clm5 clm6 coadov coddlt codep codfm coerrrep coflick cogidl coign coiigs coiprv coisti coisub coldrift conqs coovlp coovlps copprv coqovsm corbnet cordrift corg corsrd coselfheat cosubnode cosym cotemp cothrml ctemp ctempd ctemps cth0 cvb cvbd cvbk cvbs cvdsover* ddltict ddltmax ddltslp ddrift depbb depeta depleak depmue0 depmue1 depmueback0 depmueback1 depmueph0 depmueph1 depmuetmp depvdsef1 depvdsef2 depvmax depvtmp divx divxd divxs dly1 dly2 dly3 dlyov dtemp eg0* egig falph* fn1* fn2* fn3* fvbs* gbmin gdl gdld gdlp gdsleak gidl1* gidl2* gidl3 gidl4 gidl5 gleak1* gleak2* gleak3* gleak4 gleak5 gleak6* gleak7 glkb1* glkb2* glkb3 glksd1* glksd2* glksd3 glpart1 ibpc1* ibpc1l ibpc1lp ibpc2* ic igtemp2 igtemp3 info isbreak js0* js0d* js0s* js0sw* js0swd* js0sws* kappa l lbinn ldrift ldrift1 ldrift1s ldrift2 ldrift2s level ll lld lln lmax lmin lover loverld lovers lp lpext m mj mjd mjs mjsw mjswd mjswg mjswgd mjswgs mjsws mphdfm muecb0* muecb1* mueph0 mueph1* muephl muephs muephw mueplp muepsp muepwp mueslp muesr0 muesr1* muesrl muesrw muesti1* muesti2* muesti3* mueswp muetmp* ndep* ndepl ndeplp ndepm nf nfalp* nftrp* ngcon ninv* ninvd ninvdt1 ninvdt2 ninvdw ninvdwp nj* njd* njs* njsw njswd njsws nmos noise nover* novers* npext* nrd nrs nsti* nsubc* nsubcdfm nsubcw nsubcwp nsubp* nsubp0 nsubpsti1* nsubpsti2* nsubpsti3* nsubsub nsubwp off ovmag ovslp parl2 pb pbd pbs pbsw pbswd pbswg pbswgd pbswgs pbsws pd pgd1* pgd2 pgd3* pgd4 pmos powrat* prattemp1 prattemp2 ps pt2 pt4 pt4p pthrou* ptl ptlp ptp pzadd0 qdftvd qme1 qme2 qme3 qovadd qovsm rbdb rbpb rbpd rbps rbsb rd* rd20 rd21 rd22* rd22d rd23* rd23l rd23lp rd23s rd23sp rd24* rd25 rd26 rdict1* rdict2 rdov11 rdov12 rdov13* rdrbb rdrbbtmp rdrcar rdrcx rdrdjunc rdrdl1 rdrdl2 rdrmue rdrmuel rdrmuelp rdrmuetmp rdrqover rdrvmax rdrvmaxl rdrvmaxlp rdrvmaxw rdrvmaxwp rdrvtmp rds rdslp1* rdslp2 rdsp rdtemp1 rdtemp2 rdvb* rdvd* rdvdl rdvdlp rdvds rdvdsp rdvdsub rdvdtemp1 rdvdtemp2 rdvg11* rdvg12 rdvsub rs* rsh rshg rth0* rth0nf rth0r rth0w rth0wp rthtemp1 rthtemp2 rwell sa saref sb sbref sc1* sc2* sc3* sc4 scp1* scp2* scp21 scp22 scp3* scsti1* scsti2* sd shemax show slg slgl slglp sub1* sub1l sub1lp sub2* sub2l subld1 subld1l subld1lp subld2 svbs* svbsl svbslp svds* svgs* svgsl svgslp svgsw svgswp tcjbd tcjbdsw tcjbdswg tcjbs tcjbssw tcjbsswg tndep tnom tox tpoly vbd_max vbdr_max vbi vbisub vbs_max vbsmin vbsr_max vdiffj* vdiffjd* vdiffjs* vds_max vdsti version vfbc* vfbover* vgb_max vgbr_max vgd_max vgdr_max vgs_max vgsmin vgsr_max vmax* vmaxt1 vmaxt2 vover* voverp vovers voversp vthsti* vtmp* vzadd0 w wbinn wfc* wl wl1 wl1p wl2* wl2p wld wln wmax wmin wsti* wstil wstilp wstiw wstiwp wvth0* xgl xgw xl xld xldld xpdv xpvdth xpvdthg xqy xqy1 xqy2 xti xti2 xti2d xti2s xtid xtis xw xwd xwdc xwdld",
    computed: "capbd capbs cbd cbg cbs cdd cdg cds cgd cgg cgs gbd gbs gds gm gmbs gmt ibd ibs ids idsibpc igb igd igidl igisl igs isub isubld qb qd qg vdsat von",
  },
  inductor: {
    given: "csect dia dtemp ic ind inductance l length m mu nt scale sens_ind tc1 tc2 temp tnom",
    computed: "current flux i p sens_cplx sens_dc sens_imag sens_mag sens_ph sens_real v volt",
  },
  jfet: {
    given: "af area b beta betatce bex cgd cgs drain-node drain-prime-node dtemp eg fc gate-node gdsnoi ic ic-vds ic-vgs is kf lambda m n njf nlev off pb pjf rd rs source-node source-prime-node tcv temp tnom vt0 vto vtotc xti",
    computed: "cqgd cqgs gd gds ggd ggs gm gs id ig igd p qgd qgs type vgd vgs",
  },
  jfet2: {
    given: "acgam af area beta cds cgd cgs delta drain-node drain-prime-node dtemp fc gate-node hfe1 hfe2 hfeta hfg1 hfg2 hfgam ibd ic ic-vds ic-vgs is kf lambda lfg1 lfg2 lfgam m mvst mxi n njf off p pb pjf q rd rs source-node source-prime-node taud taug temp tnom vbd vbi ver vst vt0 vto xc xi z",
    computed: "cqgd cqgs gd gds ggd ggs gm gs id ig igd qgd qgs type vgd vgs vpave vtrap",
  },
  ltra: {
    given: "abs c compactabs compactrel g i1 i2 ic l len lininterp ltra mixedinterp nocontrol nosteplimit quadinterp r rel steplimit truncdontcut truncnr v1 v2",
    computed: "neg_node1 neg_node2 pos_node1 pos_node2",
  },
  mes: {
    given: "af alpha area b beta cgd cgs fc ic icvds icvgs is kf lambda m nmf off pb pmf rd rs vt0 vto",
    computed: "cd cg cqgd cqgs depl_cap dnode dprimenode gd gds ggd ggs gm gnode gs p qgd qgs snode sprimenode type vcrit vgd vgs",
  },
  mesa: {
    given: "ag alpha alphat astar beta cas cbs d del delfo delta dtemp du epsi eta flo gamma ggr icvds icvgs ks l lambda lambdahf level m mc mu mu1 mu2 n nd ndelta ndu nmax nmf off phib phib1 pmf rd rdi rf rg ri rs rsi rtc1 rtc2 sigma0 tc td teta0 teta1 tf tggr th theta tlambda tmu tphib ts tvto vs vsg vsigma vsigmat vt0 vto w xchi xtm0 xtm1 xtm2 zeta",
    computed: "cd cg cgd cqgd cqgs cs dnode dprimenode gd gds ggd ggs gm gnode gprimenode gs p qgd qgs snode sprimenode type vcrit vgd vgs",
  },
  mos1: {
    given: "ad af as cbd cbs cgbo cgdo cgso cj cjsw dtemp fc gamma gdsnoi ic icvbs icvds icvgs is js kf kp l lambda ld m mj mjsw nlev nmos nrd nrs nss nsub off pb pd phi pmos ps rd rs rsh sens_l sens_w temp tnom tox tpg u0 uo vt0 vto w",
    computed: "bnode cbd0 cbdsw0 cbs0 cbssw0 cgb cgd cgs cqbd cqbs cqgb cqgd cqgs dnode dnodeprime drainconductance drainvcrit gbd gbs gds gm gmb gmbs gnode ib ibd ibs id ig p qbd qbs qgb qgd qgs sens_l_cplx sens_l_dc sens_l_imag sens_l_mag sens_l_ph sens_l_real sens_w_cplx sens_w_dc sens_w_imag sens_w_mag sens_w_ph sens_w_real snode snodeprime sourceconductance sourcevcrit type vbd vbs vds vdsat vgs von",
  },
  mos2: {
    given: "ad af as cbd cbs cgbo cgdo cgso cj cjsw delta dtemp fc gamma gdsnoi ic icvbs icvds icvgs is js kf kp l lambda ld m mj mjsw neff nfs nlev nmos nrd nrs nss nsub off pb pd phi pmos ps rd rs rsh sens_l sens_w temp tnom tox tpg u0 ucrit uexp uo vmax vt0 vto w xj",
    computed: "bnode cbd0 cbdsw0 cbs0 cbssw0 cd cgb cgd cgs cqbd cqbs cqgb cqgd cqgs dnode dnodeprime drainconductance drainvcrit gbd gbs gds gm gmb gmbs gnode ib ibd ibs id ig p qbd qbs qgb qgd qgs sens_l_cplx sens_l_dc sens_l_imag sens_l_mag sens_l_ph sens_l_real sens_w_cplx sens_w_dc sens_w_imag sens_w_mag sens_w_ph sens_w_real snode snodeprime sourceconductance sourcevcrit type vbd vbs vds vdsat vgs von",
  },
  mos3: {
    given: "ad af alpha as cbd cbs cgbo cgdo cgso cj cjsw delta delvt0 delvto dtemp eta fc gamma gdsnoi ic icvbs icvds icvgs input_delta is js kappa kf kp l ld m mj mjsw nfs nlev nmos nrd nrs nss nsub off pb pd phi pmos ps rd rs rsh sens_l sens_w temp theta tnom tox tpg u0 uo vmax vt0 vto w wd xd xj xl xw",
    computed: "bnode cbd0 cbdsw0 cbs0 cbssw0 cd cgb cgd cgs cqbd cqbs cqgb cqgd cqgs dnode dnodeprime drainconductance drainvcrit gbd gbs gds gm gmb gmbs gnode ib ibd ibs id ig p qbd qbs qgb qgd qgs sens_l_cplx sens_l_dc sens_l_imag sens_l_mag sens_l_ph sens_l_real sens_w_cplx sens_w_dc sens_w_imag sens_w_mag sens_w_ph sens_w_real snode snodeprime sourceconductance sourcevcrit type vbd vbs vds vdsat vgs von",
  },
  mos6: {
    given: "ad as cbd cbs cgbo cgdo cgso cj cjsw dtemp fc gamma gamma1 ic icvbs icvds icvgs is js kc kv l lambda lambda0 lambda1 ld m mj mjsw nc nmos nrd nrs nss nsub nv nvth off pb pd phi pmos ps rd rs rsh sens_l sens_w sigma temp tnom tox tpg u0 uo vt0 vto w",
    computed: "bnode cbd0 cbdsw0 cbs0 cbssw0 cd cgb cgd cgs cqbd cqbs cqgb cqgd cqgs dnode dnodeprime drainconductance drainvcrit gbd gbs gds gm gmbs gnode ib ibd ibs id ig p qbd qbs qgb qgd qgs sens_l_cplx sens_l_dc sens_l_imag sens_l_mag sens_l_ph sens_l_real sens_w_cplx sens_w_dc sens_w_imag sens_w_mag sens_w_ph sens_w_real snode snodeprime sourceconductance sourcevcrit type vbd vbs vds vdsat vgs von",
  },
  mos9: {
    given: "ad af alpha as cbd cbs cgbo cgdo cgso cj cjsw delta delvt0 delvto dtemp eta fc gamma ic icvbs icvds icvgs input_delta is js kappa kf kp l ld m mj mjsw nfs nmos nrd nrs nss nsub off pb pd phi pmos ps rd rs rsh sens_l sens_w temp theta tnom tox tpg u0 uo vmax vt0 vto w wd xd xj xl xw",
    computed: "bnode cbd0 cbdsw0 cbs0 cbssw0 cd cgb cgd cgs cqbd cqbs cqgb cqgd cqgs dnode dnodeprime drainconductance drainvcrit gbd gbs gds gm gmb gmbs gnode ib ibd ibs id ig p qbd qbs qgb qgd qgs sens_l_cplx sens_l_dc sens_l_imag sens_l_mag sens_l_ph sens_l_real sens_w_cplx sens_w_dc sens_w_imag sens_w_mag sens_w_ph sens_w_real snode snodeprime sourceconductance sourcevcrit type vbd vbs vds vdsat vgs von",
  },
  resistor: {
    given: "ac af bv_max defw dlr dtemp dw ef kf l lf m narrow noise noisy r res resistance rsh scale sens_resist short tc tc1 tc1r tc2 tc2r tce temp tnom w wf",
    computed: "i p sens_cplx sens_dc sens_imag sens_mag sens_ph sens_real",
  },
  soi3: {
    given: "ab ad af alpha0 as beta0 betabjt betaexp cbd cbs cgbbo cgbdo cgbso cgfbo cgfdo cgfso chibeta chid chid1 chifb chiphi cj csf ct ct1 ct2 ct3 ct4 cta delta0 deltal deltaw dsi dvt eta etad etad1 fc fmin gamma gammab ic icvbs icvds icvgbs icvgfs is is1 js js1 k kf kox kp l lambda ld lm lm1 lm2 lx m mexp mj nlev nplus nqfb nqff nrd nrs nsoi nssb nssf nsub off pb phi psoi rd rdw rs rsh rsw rt rt1 rt2 rt3 rt4 rta shsi sigma tauexp tauf taur tb temp theta tnom tob tof tpg u0 uo vdex vfbb vfbf vp vsat vt0 vtex vto w",
    computed: "bnode branch capbd capbs cbd0 cbs0 dnode dnodeprime drainconductance drainvcrit gbd gbnode gbs gds gfnode gmb gmbs gmf ibd ibs id iqbd iqbs iqd iqgf iqs qbd qbs qd qgf qs snode snodeprime sourceconductance sourcevcrit tnode vbd vbs vds vdsat vgbs vgfs von",
  },
  switch: {
    given: "neg_node off on pos_node roff ron sw vh vt",
    computed: "cont_n_node cont_p_node goff gon i p",
  },
  transline: {
    given: "c g l length neg_node pos_node r txl",
    computed: "",
  },
  urc: {
    given: "cperl fmax isperl k l n rperl rsperl urc",
    computed: "gnd neg_node pos_node",
  },
  vbic: {
    given: "afn ajc aje ajs area art avc1 avc2 basebinode basebpnode basebxnode beta betad bfn bvbc bvbe bvce bvsub cbc0 cbco cbe0 cbeo ccso cjc cjcp cje cjep collcinode collcxnode cth dear dtemp ea eaic eaie eais eanc eane eans eap ebbe emiteinode fc gamm hrcf ibbe ibci ibcip ibcn ibcnp ibei ibeip iben ibenp ic icvbe icvce ikf ikp ikr is isp isrr itf kfn m mc me ms nbbe nci ncip ncn ncnp nei nen nf nfp nkf npn nr off pc pe pnp power ps qbm qc0 qco qtf rbi rbp rbx rci rcx re rs rth selft subssinode tavc td temp tf tnbbe tnf tnom tr tref tvbbe1 tvbbe2 v0 vbbe vbc_max vbcfwd vbe_max vbefwd vce_max vef ver vers vo vref vrt vsub_max vsubfwd vtf wbe wsp xii xikf xin xis xisr xrb xrbi xrbp xrbx xrc xrci xrcx xre xrs xtf xv0 xvo",
    computed: "basenode cbc cbcp cbcx cbe cbep cbex collnode cqbc cqbe cqbx emitnode geqbx geqcb gm gmu go gpi gx ib ie p qbc qbe qbx subsnode type vbc vbe",
  },
  vdmos: {
    given: "a af bex bv cgdmax cgdmin cgs cjo cthj derating dtemp eg fc ibv ic icvds icvgs id_max idr_max is kf kp ksubthres lambda m mtriode mu n nbv off pd_max phi rb rd rds rg rq rs rth_ext rthca rthjc subshift tcvth te_max temp texp0 texp1 thermal theta tksubthres1 tksubthres2 tnom trb1 trb2 trd1 trd2 trg1 trg2 trs1 trs2 tt vdmos vdmosn vdmosp vds vds_max vgd_max vgdr_max vgs_max vgsr_max vj vq vth0 vto vtotc xti",
    computed: "cds cgd cqgd cqgs dnode dnodeprime drainconductance gds gm gnode id idio ig p qgd qgs snode snodeprime sourceconductance tcasenode tempnode type vgs von",
  },
};
